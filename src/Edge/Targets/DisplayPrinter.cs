using System.Threading.Channels;
using Fabric.Events;
using Microsoft.Extensions.Logging;

namespace Fabric.Edge.Targets;

/// <summary>
/// Writes events to standard output as event-display does, each in one piece, from a thread of its own: an output that
/// is slow, stuck or closed delays no delivery. What does not fit the queue stays readable over HTTP.
/// </summary>
internal sealed partial class DisplayPrinter(TextWriter output, ILogger<DisplayPrinter> logger) : IDisposable
{
    /// <summary>Most bytes of events that wait to be printed.</summary>
    internal const long MaxQueuedBytes = 16 << 20;

    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(2);

    private readonly Channel<EventRecord> _queue = Channel.CreateUnbounded<EventRecord>(new() { SingleReader = true });
    private readonly Lock _gate = new();
    private Task? _printing;
    private long _queuedBytes;
    private long _skipped;

    public void Print(EventRecord record)
    {
        Start();
        if (Interlocked.Add(ref _queuedBytes, record.Bytes.Length) <= MaxQueuedBytes && _queue.Writer.TryWrite(record))
            return;
        Interlocked.Add(ref _queuedBytes, -record.Bytes.Length);
        if (Interlocked.Increment(ref _skipped) == 1 && !_queue.Reader.Completion.IsCompleted)
            Log.Skipping(logger, MaxQueuedBytes);
    }

    /// <summary>Prints what waits, for two seconds at most.</summary>
    public void Dispose()
    {
        _queue.Writer.TryComplete();
        if (_printing?.Wait(LastWords) == false)
            Log.Abandoned(logger, Interlocked.Read(ref _queuedBytes));
    }

    private void Start()
    {
        if (_printing is not null)
            return;
        lock (_gate)
            _printing ??= Task.Factory.StartNew(PrintAll, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    private void PrintAll()
    {
        while (_queue.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            while (_queue.Reader.TryRead(out var record))
            {
                Interlocked.Add(ref _queuedBytes, -record.Bytes.Length);
                if (!Write(EventRendering.ToText(record)))
                    return;
            }

            if (Interlocked.Exchange(ref _skipped, 0) is > 0 and var skipped)
                Log.Skipped(logger, skipped);
        }
    }

    private bool Write(string block)
    {
        try
        {
            output.Write(block);
            output.Flush();
            return true;
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            Log.Closed(logger, exception.Message);
            _queue.Writer.TryComplete();
            return false;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Standard output takes events too slowly: {Bytes} bytes wait, more are not printed until it has caught up. They can be read at /displays/…/events")]
        public static partial void Skipping(ILogger logger, long bytes);

        [LoggerMessage(LogLevel.Warning, "{Events} events were not printed, because standard output was too slow")]
        public static partial void Skipped(ILogger logger, long events);

        [LoggerMessage(LogLevel.Warning, "Events are no longer printed: standard output is closed ({Reason})")]
        public static partial void Closed(ILogger logger, string reason);

        [LoggerMessage(LogLevel.Warning, "{Bytes} bytes of events were not printed before the node stopped: standard output does not take them")]
        public static partial void Abandoned(ILogger logger, long bytes);
    }
}
