using System.Diagnostics;
using Fabric.Cli.Node;

namespace Fabric.Cli.Tests;

/// <summary>The real program with a home of its own, one command at a time. Ends what it left running.</summary>
internal sealed class FabricCli : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    public string Home { get; } = Directory.CreateTempSubdirectory("fabric-cli-").FullName;

    /// <summary>Where commands look for other programs first; null for where the tests do.</summary>
    public string? Path { get; set; }

    /// <summary>Runs a command line, split at spaces, to its end.</summary>
    public Task<CliRun> Run(string commandLine) => Run(commandLine.Split(' '));

    public async Task<CliRun> Run(string[] arguments, string? input = null)
    {
        using var process = Start(arguments);
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        using var patience = new CancellationTokenSource(Patience);
        await process.WaitForExitAsync(patience.Token);
        return new CliRun(process.ExitCode, await output, await error);
    }

    /// <summary>Runs what must succeed, and answers what it printed.</summary>
    public async Task<string> Output(params string[] arguments)
    {
        var run = await Run(arguments.Length == 1 ? arguments[0].Split(' ') : arguments);
        Assert.True(run.Code == 0, $"fabric {string.Join(' ', arguments)} ended with {run.Code}: {run.Output}{run.Error}");
        return run.Output;
    }

    public Process Start(params string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        start.ArgumentList.Add(typeof(NodeOptions).Assembly.Location);
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        start.Environment["FABRIC_HOME"] = Home;
        start.Environment.Remove("FABRIC_TOKEN");
        if (Path is not null)
            start.Environment["PATH"] = Path;
        return Process.Start(start)!;
    }

    public string FolderOf(string context) => System.IO.Path.Combine(Home, "contexts", context);

    public void Dispose()
    {
        foreach (var file in Directory.EnumerateFiles(Home, "node.pid", SearchOption.AllDirectories))
            End(int.Parse(File.ReadAllText(file).Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture));
        Directory.Delete(Home, recursive: true);
    }

    private static void End(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            process.Kill();
            process.WaitForExit(Patience);
        }
        catch (ArgumentException)
        {
            // It ended by itself.
        }
    }
}

internal sealed record CliRun(int Code, string Output, string Error);
