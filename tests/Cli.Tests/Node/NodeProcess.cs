using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Fabric.Cli.Node;

namespace Fabric.Cli.Tests.Node;

/// <summary>A real <c>fabric</c> in a process of its own.</summary>
internal sealed partial class NodeProcess : IDisposable
{
    private const int Sigterm = 15;
    private const int Sigkill = 9;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private bool _isDisposed;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _error = new();
    private readonly TaskCompletionSource<Uri> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private NodeProcess(IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.ArgumentList.Add(typeof(NodeOptions).Assembly.Location);
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        _process = new Process { StartInfo = start, EnableRaisingEvents = true };
        _process.OutputDataReceived += (_, line) => Take(_output, line.Data);
        _process.ErrorDataReceived += (_, line) => Take(_error, line.Data);
        _process.Exited += (_, _) => _ready.TrySetException(new InvalidOperationException($"fabric ended before it was ready: {Error}"));
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public int Id => _process.Id;

    public string Output => Text(_output);

    public string Error => Text(_error);

    public Uri Address => _ready.Task.Result;

    /// <summary>Starts any command.</summary>
    public static NodeProcess Start(params string[] arguments) => new(arguments);

    /// <summary>Starts <c>fabric run</c> and waits until it is ready.</summary>
    public static async Task<NodeProcess> Run(string manifests, string? dataDirectory, int port = 0)
    {
        string[] data = dataDirectory is null ? ["--memory"] : ["--data-dir", dataDirectory];
        var node = new NodeProcess(["run", "-f", manifests, "--port", port.ToString(CultureInfo.InvariantCulture), .. data]);
        try
        {
            await node._ready.Task.WaitAsync(Patience);
            return node;
        }
        catch
        {
            node.Dispose();
            throw;
        }
    }

    /// <summary>Ends the process as a crash does.</summary>
    public async Task KillHard()
    {
        _ = Kill(_process.Id, Sigkill);
        await _process.WaitForExitAsync().WaitAsync(Patience);
    }

    /// <summary>Asks the process to end; answers its exit code and how long it took.</summary>
    public async Task<(int ExitCode, TimeSpan Took)> Terminate()
    {
        var started = Stopwatch.GetTimestamp();
        _ = Kill(_process.Id, Sigterm);
        await _process.WaitForExitAsync().WaitAsync(Patience);
        return (_process.ExitCode, Stopwatch.GetElapsedTime(started));
    }

    public async Task<int> Exit()
    {
        await _process.WaitForExitAsync().WaitAsync(Patience);
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (_isDisposed)
            return;
        _isDisposed = true;
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        _process.Dispose();
        _ = _ready.Task.Exception;
    }

    private void Take(StringBuilder text, string? line)
    {
        if (line is null)
            return;
        lock (text)
            text.AppendLine(line);
        if (line.StartsWith("ready ", StringComparison.Ordinal))
            _ready.TrySetResult(new Uri(line["ready ".Length..]));
    }

    private static string Text(StringBuilder text)
    {
        lock (text)
            return text.ToString();
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);
}
