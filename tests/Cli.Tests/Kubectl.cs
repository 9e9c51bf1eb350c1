using System.Diagnostics;

namespace Fabric.Cli.Tests;

/// <summary>The real kubectl, with neither the configuration nor the cache of whoever runs the tests.</summary>
internal sealed class Kubectl : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly string _home = Directory.CreateTempSubdirectory("fabric-kubectl-").FullName;
    private readonly string[] _server;

    /// <param name="server">The node to talk to; null where a kubeconfig names it.</param>
    public Kubectl(Uri? server = null) => _server = server is null ? [] : ["--server", server.GetLeftPart(UriPartial.Authority)];

    public Dictionary<string, string> Environment { get; } = [];

    public async Task<CliRun> Run(string[] arguments, string? input = null)
    {
        using var process = Start(arguments);
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        await process.WaitForExitAsync().WaitAsync(Patience);
        return new CliRun(process.ExitCode, await output, await error);
    }

    /// <summary>Runs what must succeed, and answers what it printed.</summary>
    public async Task<string> Output(params string[] arguments)
    {
        var run = await Run(arguments);
        Assert.True(run.Code == 0, $"kubectl {string.Join(' ', arguments)} ended with {run.Code}: {run.Output}{run.Error}");
        return run.Output;
    }

    public void Dispose() => Directory.Delete(_home, recursive: true);

    private Process Start(string[] arguments)
    {
        var start = new ProcessStartInfo("kubectl") { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        start.Environment["HOME"] = _home;
        start.Environment["KUBECACHEDIR"] = Path.Combine(_home, "cache");
        start.Environment["KUBECONFIG"] = Path.Combine(_home, "none");
        foreach (var (name, value) in Environment)
            start.Environment[name] = value;
        foreach (var argument in (string[])[.. _server, .. arguments])
            start.ArgumentList.Add(argument);
        return Process.Start(start)!;
    }
}

/// <summary>A test that needs kubectl; skipped, and said so, where there is none.</summary>
public sealed class KubectlFactAttribute : FactAttribute
{
    public KubectlFactAttribute()
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        if (!folders.Any(folder => File.Exists(Path.Combine(folder, "kubectl"))))
            Skip = "kubectl is not on the PATH";
    }
}
