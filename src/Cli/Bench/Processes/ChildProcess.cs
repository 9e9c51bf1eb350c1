using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Threading.Channels;
using Fabric.Cli.Calls;

namespace Fabric.Cli.Bench.Processes;

/// <summary>A process that a measurement starts, so that its CPU time and memory are its own.</summary>
internal sealed partial class ChildProcess : IMeasured
{
    private const int Sigterm = 15;
    private const string Ready = "ready";
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(15);

    private readonly Process _process;
    private readonly string _name;
    private readonly LastLines _error = new();
    private readonly Channel<string> _output = Channel.CreateUnbounded<string>();

    private ChildProcess(string name, ProcessStartInfo start)
    {
        _name = name;
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Take(line.Data);
        _process.ErrorDataReceived += (_, line) => _error.Add(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>What its <c>ready</c> line said.</summary>
    public string ReadyText { get; private set; } = "";

    public bool HasExited => _process.HasExited;

    /// <summary>CPU time of the process and those it started, so far.</summary>
    public TimeSpan Cpu => ProcessTree.Of(_process.Id).Cpu;

    /// <summary>Memory of the process and those it started, in bytes.</summary>
    public long Resident => ProcessTree.Of(_process.Id).Resident;

    /// <summary>Starts a program without waiting for anything.</summary>
    /// <param name="name">What errors call it.</param>
    /// <param name="command">The program and its arguments.</param>
    /// <param name="environment">Variables beside those of this process.</param>
    public static ChildProcess Start(string name, IReadOnlyList<string> command, params IEnumerable<KeyValuePair<string, string>> environment)
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (variable, value) in environment)
            start.Environment[variable] = value;
        return new ChildProcess(name, start);
    }

    /// <summary>Waits for the line that begins with <c>ready</c>.</summary>
    /// <exception cref="Refusal">The process ended instead, or took too long.</exception>
    public async Task UntilReady(TimeSpan patience, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(patience);
        try
        {
            var line = await _output.Reader.ReadAsync(limit.Token);
            while (!line.StartsWith(Ready, StringComparison.Ordinal))
                line = await _output.Reader.ReadAsync(limit.Token);
            ReadyText = line[Ready.Length..].Trim();
        }
        catch (ChannelClosedException)
        {
            throw new Refusal($"{_name} ended before it was ready; it said:\n{_error}");
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new Refusal($"{_name} was not ready after {patience.TotalSeconds:0} s; it said:\n{_error}");
        }
    }

    /// <summary>Writes a line to the process and waits for its next one.</summary>
    public async Task<string> Ask(string line, CancellationToken cancellation)
    {
        await _process.StandardInput.WriteLineAsync(line.AsMemory(), cancellation);
        await _process.StandardInput.FlushAsync(cancellation);
        return await Line(cancellation);
    }

    /// <summary>The next line that the process prints.</summary>
    public async Task<string> Line(CancellationToken cancellation)
    {
        try
        {
            return await _output.Reader.ReadAsync(cancellation);
        }
        catch (ChannelClosedException)
        {
            throw new Refusal($"{_name} ended in the middle; it said:\n{_error}");
        }
    }

    /// <summary>Asks the process to end, and ends it where it does not.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited && !OperatingSystem.IsWindows())
        {
            foreach (var id in ProcessTree.Members(_process.Id))
                _ = Kill(id, Sigterm);
        }

        using var limit = new CancellationTokenSource(StopTimeout);
        await _process.WaitForExitAsync(limit.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }

    private void Take(string? line)
    {
        if (line is null)
            _output.Writer.TryComplete();
        else
            _output.Writer.TryWrite(line);
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);
}
