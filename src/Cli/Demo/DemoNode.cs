using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Fabric.Cli.Demo;

/// <summary>One <c>fabric run</c> in a process of its own, with its output in files.</summary>
internal sealed partial class DemoNode(string name, string folder, TimeProvider time) : IDisposable
{
    private const int Sigterm = 15;
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(12);

    private Process? _process;
    private int _port;

    public string OutputFile { get; } = Path.Combine(folder, name + ".out");

    public string LogFile { get; } = Path.Combine(folder, name + ".log");

    public Uri Address { get; private set; } = new("http://127.0.0.1");

    public int ProcessId => _process?.Id ?? 0;

    /// <summary>Starts the node on a free port, later on the same one, and waits for its <c>ready</c> line.</summary>
    public async Task Start(string manifest, CancellationToken cancellationToken)
    {
        var file = Path.Combine(folder, name + ".yaml");
        await File.WriteAllTextAsync(file, manifest, cancellationToken);
        var seen = File.Exists(OutputFile) ? new FileInfo(OutputFile).Length : 0;

        // The shell opens the files, so that the node outlives this process where --keep asks for it.
        var start = new ProcessStartInfo("/bin/sh") { UseShellExecute = false, RedirectStandardInput = true };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add("out=$1 log=$2; shift 2; exec \"$@\" >>\"$out\" 2>>\"$log\" </dev/null");
        foreach (var argument in (string[])["fabric", OutputFile, LogFile, .. Self(), "run", "-f", file,
            "--port", _port.ToString(CultureInfo.InvariantCulture), "--data-dir", Path.Combine(folder, name + "-data")])
            start.ArgumentList.Add(argument);
        _process = Process.Start(start)!;

        var started = time.GetTimestamp();
        while (true)
        {
            if (ReadyLine(seen) is { } ready)
            {
                Address = ready;
                _port = ready.Port;
                return;
            }

            if (_process.HasExited || time.GetElapsedTime(started) > StartTimeout)
                throw new InvalidOperationException($"the {name} did not start; its log is {LogFile}:\n{await File.ReadAllTextAsync(LogFile, cancellationToken)}");
            await Task.Delay(TimeSpan.FromMilliseconds(20), time, cancellationToken);
        }
    }

    /// <summary>Sends SIGTERM and waits for the end.</summary>
    public async Task Stop(CancellationToken cancellationToken)
    {
        if (_process is not { HasExited: false } process)
            return;
        _ = Kill(process.Id, Sigterm);
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(StopTimeout);
        await process.WaitForExitAsync(timeout.Token);
    }

    /// <summary>What a resource's status says its address is.</summary>
    public async Task<string> AddressOf(string path, HttpClient http, CancellationToken cancellationToken)
    {
        using var resource = JsonDocument.Parse(await http.GetStringAsync(new Uri(Address, path), cancellationToken));
        return resource.RootElement.GetProperty("status").GetProperty("address").GetProperty("url").GetString()!;
    }

    public void Dispose()
    {
        if (_process is { HasExited: false })
            _process.Kill(entireProcessTree: true);
        _process?.Dispose();
    }

    /// <summary>Lets the node run on.</summary>
    public void Release() => _process = null;

    private Uri? ReadyLine(long from)
    {
        const string ready = "ready ";
        if (!File.Exists(OutputFile))
            return null;
        using var stream = new FileStream(OutputFile, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        stream.Position = from;
        var text = new StreamReader(stream).ReadToEnd();
        return text.Split('\n')[..^1].FirstOrDefault(line => line.StartsWith(ready, StringComparison.Ordinal)) is { } line
            ? new Uri(line[ready.Length..].Trim())
            : null;
    }

    private static string[] Self()
    {
        var program = Environment.ProcessPath!;
        return Path.GetFileNameWithoutExtension(program) == "dotnet"
            ? [program, Path.Combine(AppContext.BaseDirectory, "fabric.dll")]
            : [program];
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);
}
