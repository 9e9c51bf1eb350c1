using System.Diagnostics;
using Fabric.Cli.Calls;

namespace Fabric.Cli.Contexts;

/// <summary>The program <c>docker</c>, for images that are not built in.</summary>
internal sealed class Docker(string program)
{
    /// <summary>Null where there is none on the PATH.</summary>
    public static Docker? Find() => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Select(folder => Path.Combine(folder, OperatingSystem.IsWindows() ? "docker.exe" : "docker"))
        .FirstOrDefault(File.Exists) is { } found ? new Docker(found) : null;

    /// <exception cref="Refusal">It failed; the sentence has its last word.</exception>
    public async Task Run(IEnumerable<string> arguments, CancellationToken cancellation)
    {
        var (code, error) = await Try(arguments, cancellation);
        if (code != 0)
            throw new Refusal($"docker failed: {error.Trim().Split('\n')[^1].TrimEnd('.')}");
    }

    /// <summary>Runs it without minding how it ends.</summary>
    public async Task<(int Code, string Error)> Try(IEnumerable<string> arguments, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(cancellation), process.StandardError.ReadToEndAsync(cancellation));
        await process.WaitForExitAsync(cancellation);
        await output;
        return (process.ExitCode, await error);
    }
}
