using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using Fabric.Silo.Settings;

namespace Fabric.Silo.Tests.Cluster;

/// <summary>A real silo in a process of its own.</summary>
internal sealed partial class SiloProcess : IDisposable
{
    private const int Sigterm = 15;
    private const int Sigkill = 9;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly Process _process;
    private bool _isDisposed;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _error = new();
    private readonly TaskCompletionSource<Uri> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private SiloProcess(IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.ArgumentList.Add(typeof(SiloOptions).Assembly.Location);
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        // Several silos share the machine with the test: one heap each is enough.
        start.Environment["DOTNET_gcServer"] = "0";
        _process = new Process { StartInfo = start, EnableRaisingEvents = true };
        _process.OutputDataReceived += (_, line) => Take(_output, line.Data);
        _process.ErrorDataReceived += (_, line) => Take(_error, line.Data);
        _process.Exited += (_, _) => _ready.TrySetException(new InvalidOperationException($"the silo ended before it was ready: {Error}"));
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public bool IsRunning => !_isDisposed && !_process.HasExited;

    public string Output => Text(_output);

    public string Error => Text(_error);

    /// <summary>Where the edge listens, once <see cref="Ready"/> has ended.</summary>
    public Uri Address => _ready.Task.Result;

    public Task Ready => _ready.Task.WaitAsync(Patience);

    public static SiloProcess Start(params string[] arguments) => new(arguments);

    /// <summary>Ends the process as a crash does.</summary>
    public async Task KillHard()
    {
        _ = Kill(_process.Id, Sigkill);
        await _process.WaitForExitAsync().WaitAsync(Patience);
    }

    /// <summary>Asks the process to end; answers its exit code.</summary>
    public async Task<int> Terminate()
    {
        _ = Kill(_process.Id, Sigterm);
        await _process.WaitForExitAsync().WaitAsync(Patience);
        return _process.ExitCode;
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
