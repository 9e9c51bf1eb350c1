using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace Fabric.Contract.Servers;

/// <summary>A program of ours in a real process: it says <c>ready URL</c> when it serves. Disposing ends it.</summary>
public abstract partial class ServerProcess : IDisposable
{
    private const int Sigterm = 15;
    private const int Sigkill = 9;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _error = new();
    private readonly TaskCompletionSource<Uri> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _isDisposed;

    /// <param name="assembly">The program, as dotnet runs it.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="environment">Variables beside those of the test.</param>
    protected ServerProcess(string assembly, IEnumerable<string> arguments, params IEnumerable<KeyValuePair<string, string>> environment)
    {
        var start = new ProcessStartInfo("dotnet", [assembly, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        _process = new Process { StartInfo = start, EnableRaisingEvents = true };
        _process.OutputDataReceived += (_, line) => Take(_output, line.Data);
        _process.ErrorDataReceived += (_, line) => Take(_error, line.Data);
        _process.Exited += (_, _) => _ready.TrySetException(
            new InvalidOperationException($"{Path.GetFileNameWithoutExtension(assembly)} ended before it was ready: {Error}"));
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public int Id => _process.Id;

    public bool IsRunning => !_isDisposed && !_process.HasExited;

    public string Output => Text(_output);

    public string Error => Text(_error);

    /// <summary>Ends when it serves.</summary>
    public Task Ready => _ready.Task.WaitAsync(Patience);

    /// <summary>Where it listens, once <see cref="Ready"/> has ended.</summary>
    public Uri Address => _ready.Task.Result;

    /// <summary>Ends the process as a crash does.</summary>
    public Task KillHard()
    {
        _ = Kill(_process.Id, Sigkill);
        return Exit();
    }

    /// <summary>Asks the process to end; answers its exit code.</summary>
    public Task<int> Terminate()
    {
        _ = Kill(_process.Id, Sigterm);
        return Exit();
    }

    /// <summary>Waits for its end; answers its exit code.</summary>
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
        GC.SuppressFinalize(this);
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
