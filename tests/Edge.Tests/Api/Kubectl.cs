using System.Diagnostics;

namespace Fabric.Edge.Tests.Api;

/// <summary>The real kubectl, with a home of its own, talking to one node.</summary>
public sealed class Kubectl(string server) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly string _home = Directory.CreateTempSubdirectory("fabric-kubectl-").FullName;

    public static string? Path { get; } = (System.Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(System.IO.Path.PathSeparator)
        .Select(folder => System.IO.Path.Combine(folder, "kubectl"))
        .FirstOrDefault(File.Exists);

    public Dictionary<string, string> Environment { get; } = [];

    /// <summary>Writes a file into kubectl's home and answers its path.</summary>
    public string Write(string name, string text)
    {
        var path = System.IO.Path.Combine(_home, name);
        File.WriteAllText(path, text);
        return path;
    }

    public async Task<KubectlRun> Run(params string[] arguments)
    {
        using var process = Start(arguments);
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        using var patience = new CancellationTokenSource(Patience);
        await process.WaitForExitAsync(patience.Token);
        return new KubectlRun(process.ExitCode, await output, await errors);
    }

    /// <summary>Runs what must succeed, and answers what it printed.</summary>
    public async Task<string> Output(params string[] arguments)
    {
        var run = await Run(arguments);
        Assert.True(run.Code == 0, $"kubectl {string.Join(' ', arguments)} ended with {run.Code}: {run.Output}{run.Errors}");
        return run.Output;
    }

    public Process Start(params string[] arguments)
    {
        var start = new ProcessStartInfo(Path!) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        start.Environment["HOME"] = _home;
        start.Environment["KUBECACHEDIR"] = System.IO.Path.Combine(_home, "cache");
        start.Environment["KUBECONFIG"] = System.IO.Path.Combine(_home, "none");
        foreach (var (name, value) in Environment)
            start.Environment[name] = value;
        start.ArgumentList.Add($"--server={server}");
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        var process = Process.Start(start)!;
        process.StandardInput.Close();
        return process;
    }

    public void Dispose() => Directory.Delete(_home, recursive: true);
}

public sealed record KubectlRun(int Code, string Output, string Errors);

/// <summary>A test that needs kubectl; skipped, and said so, where there is none.</summary>
public sealed class KubectlFactAttribute : FactAttribute
{
    public KubectlFactAttribute()
    {
        if (Kubectl.Path is null)
            Skip = "kubectl is not on the PATH";
    }
}
