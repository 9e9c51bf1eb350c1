using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;

namespace Fabric.Cli.Tests;

/// <summary>A command that goes on until it is interrupted.</summary>
internal sealed partial class Watching : IDisposable
{
    private const int Sigint = 2;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Process _process;
    private readonly Lines _output;
    private readonly Lines _error;

    public Watching(Process process)
    {
        _process = process;
        _output = new Lines(process.StandardOutput);
        _error = new Lines(process.StandardError);
    }

    /// <summary>Waits until standard output has a line like this.</summary>
    public Task Printed(string pattern) => _output.Until(pattern, Patience);

    /// <summary>Waits until standard error has a line like this.</summary>
    public Task Said(string pattern) => _error.Until(pattern.Replace("|", "\\|", StringComparison.Ordinal), Patience);

    /// <summary>Ctrl-C; answers the exit code.</summary>
    public async Task<int> Interrupt()
    {
        _ = Kill(_process.Id, Sigint);
        await _process.WaitForExitAsync().WaitAsync(Patience);
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);

    private sealed class Lines
    {
        private readonly StringBuilder _text = new();
        private TaskCompletionSource _more = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Lines(StreamReader reader) => _ = Read(reader);

        public async Task Until(string pattern, TimeSpan patience)
        {
            using var limit = new CancellationTokenSource(patience);
            while (true)
            {
                Task more;
                lock (_text)
                {
                    if (Regex.IsMatch(_text.ToString(), pattern))
                        return;
                    more = _more.Task;
                }

                try
                {
                    await more.WaitAsync(limit.Token);
                }
                catch (OperationCanceledException)
                {
                    Assert.Fail($"no line like {pattern} in:\n{_text}");
                }
            }
        }

        private async Task Read(StreamReader reader)
        {
            while (await reader.ReadLineAsync() is { } line)
            {
                TaskCompletionSource more;
                lock (_text)
                {
                    _text.AppendLine(line);
                    (more, _more) = (_more, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
                }

                more.SetResult();
            }
        }
    }
}
