using Fabric.Events;

namespace Fabric.EventLog;

/// <summary>
/// A log that lives as long as the process. Released events stay readable until their room is needed or they reach
/// <see cref="LogLimits.MaxAge"/>.
/// </summary>
public sealed class MemoryEventLog(LogLimits limits, TimeProvider time) : IEventLog
{
    private readonly Lock _gate = new();
    private readonly RecordChunks _records = new();
    private readonly AppendClock _clock = new(time);
    private long _first;
    private long _end;
    private long _bytes;
    private long _neededBytes;
    private long _dropped;
    private long _released;
    private volatile bool _closed;

    public Guid Id { get; private init; } = Guid.NewGuid();

    public Offset First => new(Volatile.Read(ref _first));

    public Offset End => new(Volatile.Read(ref _end));

    public Offset Next => End;

    public LogLimits Limits { get; set; } = limits;

    public long Bytes => Volatile.Read(ref _bytes);

    public long Dropped => Volatile.Read(ref _dropped);

    /// <summary>A log that goes on where another one ended.</summary>
    public static MemoryEventLog From(MemoryLogContent content, LogLimits limits, TimeProvider time)
    {
        var log = new MemoryEventLog(limits, time) { Id = content.Id };
        log._first = log._end = content.Next.Value - content.Events.Count;
        foreach (var record in content.Events.Records)
        {
            var appendedAt = RecordFields.AppendedAtOf(record.Bytes.Span);
            log._records.Append(record, new Offset(log._end++), appendedAt);
            log._clock.Restore(appendedAt);
        }

        log._released = Math.Clamp(content.Released.Value, log._first, log._end);
        log._bytes = content.Events.TotalBytes;
        for (var offset = log._released; offset < log._end; offset++)
            log._neededBytes += log.Size(offset);
        log._dropped = content.Dropped;
        return log;
    }

    /// <summary>What the log holds, its newest events first where there are more than so many bytes.</summary>
    public MemoryLogContent Content(long mostBytes)
    {
        lock (_gate)
        {
            var from = _end;
            for (var bytes = 0L; from > _first && (bytes += Size(from - 1)) <= mostBytes;)
                from--;
            var events = from == _end
                ? EventBatch.Empty
                : _records.Read(new Offset(from), End, int.MaxValue, int.MaxValue) ?? EventBatch.Empty;
            return new MemoryLogContent(Id, events, End, new Offset(_released), _dropped + Math.Max(0, from - _released));
        }
    }

    public ValueTask<AppendOutcome> Append(
        EventBatch events, Offset expectedNext, bool useReserve, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfZero(events.Count);
        lock (_gate)
        {
            ThrowIfClosed();
            return ValueTask.FromResult(AppendOrRefuse(events, expectedNext, useReserve));
        }
    }

    public ValueTask<LogSlice> Read(Offset from, int maxEvents, int maxBytes, CancellationToken cancellationToken)
    {
        ThrowIfClosed();
        while (true)
        {
            var end = End;
            from = Offset.Min(Offset.Max(from, First), end);
            if (from == end)
                return ValueTask.FromResult(new LogSlice(EventBatch.Empty, end));
            if (_records.Read(from, end, maxEvents, maxBytes) is { } events)
                return ValueTask.FromResult(new LogSlice(events, from + events.Count));
            ThrowIfClosed();
        }
    }

    public ValueTask<Offset> Seek(DateTimeOffset time, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            ThrowIfClosed();
            return ValueTask.FromResult(_records.Seek(AppendClock.Microseconds(time), First, End));
        }
    }

    public ValueTask Release(Offset before, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            ThrowIfClosed();
            for (var end = Math.Min(before.Value, _end); _released < end; _released++)
                _neededBytes -= Size(_released);
            Trim();
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            _closed = true;
            _records.RemoveBefore(End);
        }

        return ValueTask.CompletedTask;
    }

    private AppendOutcome AppendOrRefuse(EventBatch events, Offset expectedNext, bool useReserve)
    {
        var first = End;
        if (expectedNext != first)
            return new AppendOutcome(AppendStatus.Conflict, first, first, $"The next offset is {first}, not {expectedNext}.");
        var needed = (_end - _released, _neededBytes);
        if (Room.Refusal(Limits, useReserve, needed, (events.Count, events.TotalBytes)) is { } reason)
            return new AppendOutcome(AppendStatus.Full, first, first, reason);

        var appendedAt = _clock.Tick();
        for (var i = 0; i < events.Count; i++)
            _records.Append(events[i], first + i, appendedAt);
        _bytes += events.TotalBytes;
        _neededBytes += events.TotalBytes;
        Volatile.Write(ref _end, _end + events.Count);
        Trim();
        return new AppendOutcome(AppendStatus.Appended, first, End);
    }

    private void Trim()
    {
        while (_first < _end && MayRemove(_first))
        {
            var size = Size(_first);
            _bytes -= size;
            if (_first >= _released)
            {
                _dropped++;
                _released++;
                _neededBytes -= size;
            }

            Volatile.Write(ref _first, _first + 1);
        }

        _records.RemoveBefore(First);
    }

    private bool MayRemove(long offset)
    {
        var released = offset < _released;
        var isNewest = offset == _end - 1;
        if (_end - _first > Limits.MaxEvents || _bytes > Limits.MaxBytes)
            return released || (Limits.Overflow == Overflow.DropOldest && !isNewest);
        return released && Limits.MaxAge is { } age && _clock.IsOlder(AppendedAt(offset), age);
    }

    private int Size(long offset) => _records[new Offset(offset)].Bytes.Length;

    private long AppendedAt(long offset) => RecordFields.AppendedAtOf(_records[new Offset(offset)].Bytes.Span);

    private void ThrowIfClosed()
    {
        if (_closed)
            throw new IOException("The event log is closed.");
    }
}
