using Fabric.Events;
using Microsoft.Extensions.Logging;

namespace Fabric.EventLog;

/// <summary>
/// A log on the local disk: an event is readable, and its append answered, once it survives a power loss. Appends that
/// wait for the disk together share one write and one sync. The bounds in bytes and age are kept a segment at a time.
/// </summary>
public sealed partial class FileEventLog : IEventLog
{
    private readonly object _gate = new();
    private readonly RecordChunks _tail = new();
    private readonly FileLogReader _reader;
    private readonly FileEventLogOptions _options;
    private readonly LogFiles _files;
    private readonly Disk _disk;
    private readonly DirectoryLock _lock;
    private readonly ILogger _logger;
    private readonly AppendClock _clock;
    private readonly Retention _retention;
    private readonly GroupCommit _commit;
    private SegmentWriter _writer;
    private long _end;
    private long _next;
    private long _pendingBytes;
    private volatile bool _closed;
    private volatile string? _fault;
    private bool _refusing;

    private FileEventLog(
        FileEventLogOptions options, LogFiles files, DirectoryLock held, Guid id, (IReadOnlyList<Segment> Segments, RecoveryReport Report) found,
        AppendClock clock, Disk disk, ILogger logger)
    {
        (_options, _files, _lock, Id, _clock, _disk, _logger) = (options, files, held, id, clock, disk, logger);
        Recovery = found.Report;
        Limits = options.Limits;
        _end = _next = found.Segments[^1].End.Value;
        _retention = new Retention(found.Segments, clock);
        _reader = new FileLogReader(_tail, _retention);
        _writer = new SegmentWriter(found.Segments[^1], disk);
        _commit = new GroupCommit(_gate, $"log {Path.GetFileName(files.Directory)}", Commit);
        clock.Restore(found.Segments.Max(segment => segment.Index.Latest));
        Delete(_retention.Resume(Limits));
    }

    public Guid Id { get; }

    /// <summary>What opening the log found, and what it did about it.</summary>
    public RecoveryReport Recovery { get; }

    public Offset First => _retention.First;

    public Offset End => new(Volatile.Read(ref _end));

    public Offset Next => new(Volatile.Read(ref _next));

    public LogLimits Limits { get; set; }

    public long Bytes => _retention.Bytes;

    public long Dropped => _retention.Dropped;

    /// <summary>Opens a log, and creates it where there is none.</summary>
    /// <param name="options">Where and how events are kept.</param>
    /// <param name="time">Stamps the events.</param>
    /// <param name="logger">Hears of what recovery did and of a disk that refuses.</param>
    /// <param name="cancellationToken">Cancels the opening.</param>
    /// <exception cref="DirectoryInUseException">The directory is held by another process, or by this one.</exception>
    /// <exception cref="IOException">The directory cannot be read or written.</exception>
    /// <exception cref="InvalidDataException">The newest events are damaged or gone; the message says what to do.</exception>
    public static ValueTask<FileEventLog> Open(
        FileEventLogOptions options, TimeProvider time, ILogger logger, CancellationToken cancellationToken) =>
        Open(options, time, logger, Disk.Real, cancellationToken);

    internal static async ValueTask<FileEventLog> Open(
        FileEventLogOptions options, TimeProvider time, ILogger logger, Disk disk, CancellationToken cancellationToken)
    {
        var files = new LogFiles(options.Directory, disk);
        var held = files.Prepare();
        try
        {
            var (id, isNew) = files.Identify();
            var found = await new Recovery(files, options, disk, logger).Run(isNew, cancellationToken);
            return new FileEventLog(options, files, held, id, found, new AppendClock(time), disk, logger);
        }
        catch (Exception failure)
        {
            held.Dispose();
            if (failure is UnauthorizedAccessException)
                throw new IOException($"The event log {files.Directory} cannot be opened: {failure.Message}", failure);
            throw;
        }
    }

    public async ValueTask<AppendOutcome> Append(
        EventBatch events, Offset expectedNext, bool useReserve, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfZero(events.Count);
        Task<AppendOutcome> outcome;
        lock (_gate)
        {
            ThrowIfClosed();
            ThrowIfDamaged();
            var first = Next;
            if (expectedNext != first)
                return new AppendOutcome(AppendStatus.Conflict, first, first, $"The next offset is {first}, not {expectedNext}.");
            if (Refusal(events, useReserve) is { } reason)
                return new AppendOutcome(AppendStatus.Full, first, first, reason);
            outcome = Enqueue(events, first);
        }

        return await outcome.WaitAsync(cancellationToken);
    }

    public ValueTask<LogSlice> Read(Offset from, int maxEvents, int maxBytes, CancellationToken cancellationToken)
    {
        ThrowIfClosed();
        return _reader.Read(from, End, maxEvents, maxBytes, cancellationToken);
    }

    public ValueTask<Offset> Seek(DateTimeOffset time, CancellationToken cancellationToken)
    {
        ThrowIfClosed();
        return _reader.Seek(AppendClock.Microseconds(time), End, _options.IndexBytes, cancellationToken);
    }

    public ValueTask Release(Offset before, CancellationToken cancellationToken)
    {
        IReadOnlyList<Segment> removed;
        lock (_gate)
        {
            ThrowIfClosed();
            _retention.Release(Offset.Min(before, End));
            removed = _retention.Trim(Limits);
            if (_commit.IsEmpty && _retention.LastIsExpired(Limits))
                _commit.RequestUpkeep();
        }

        Delete(removed);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        Task stopped;
        lock (_gate)
        {
            _closed = true;
            stopped = _commit.Stop();
        }

        await stopped;
        _writer.Dispose();
        _lock.Dispose();
    }

    private string? Refusal(EventBatch events, bool useReserve)
    {
        var neededEvents = Next - Offset.Max(First, _retention.Released);
        var neededBytes = Limits.MaxBytes is null ? 0 : _retention.NeededBytes + _pendingBytes;
        return Room.Refusal(Limits, useReserve, (neededEvents, neededBytes), (events.Count, events.TotalBytes));
    }

    private Task<AppendOutcome> Enqueue(EventBatch events, Offset first)
    {
        var appendedAt = _clock.Tick();
        for (var i = 0; i < events.Count; i++)
            _tail.Append(events[i], first + i, appendedAt, startsCommit: i == 0 && _commit.IsEmpty);
        var append = new PendingAppend(first, first + events.Count);
        Volatile.Write(ref _next, append.Next.Value);
        _pendingBytes += events.TotalBytes;
        _commit.Add(append);
        return append.Outcome;
    }

    private void ThrowIfClosed()
    {
        if (_closed)
            throw new IOException($"The event log {_files.Directory} is closed.");
    }

    private void ThrowIfDamaged()
    {
        if (_fault is { } fault)
            throw new IOException(fault);
    }
}
