using Fabric.EventLog;
using Fabric.Events;
using Microsoft.Extensions.Logging;

namespace Fabric.Postgres.Logs;

/// <summary>
/// A log in PostgreSQL: an event is readable, and its append answered, once it is committed. Appends that wait for a
/// commit together share one. Opening the log claims it: whoever had it open before appends nothing any more. After a
/// lost connection the next append finds out what was committed, and goes on.
/// </summary>
internal sealed partial class PostgresEventLog : IEventLog
{
    private readonly Lock _gate = new();
    private readonly RecordChunks _tail = new();
    private readonly LogClaims _claims;
    private readonly PostgresDatabase _database;
    private readonly LogOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly AppendClock _clock;
    private readonly Retention _retention;
    private readonly LogReader _reader;
    private LogClaim _claim;
    private Segment _last;
    private long _end;
    private long _next;
    private long _pendingBytes;
    private volatile bool _closed;

    private PostgresEventLog(
        LogOptions options, PostgresDatabase database, (LogClaim Claim, IReadOnlyList<Segment> Segments) found, TimeProvider time, ILogger logger)
    {
        (_options, _database, _claims, _claim, _time, _logger) =
            (options, database, new LogClaims(database), found.Claim, time, logger);
        _clock = new AppendClock(time);
        _clock.Restore(found.Segments.Max(segment => segment.Index.Latest));
        Limits = options.Limits;
        _last = found.Segments[^1];
        _end = _next = _last.End.Value;
        _retention = new Retention(found.Segments, _clock);
        _reader = new LogReader(_tail, _retention, new SegmentReader(database));
        _dropped.AddRange(_retention.Resume(Limits));
    }

    public Guid Id => _claim.Id;

    public Offset First => _retention.First;

    public Offset End => new(Volatile.Read(ref _end));

    public Offset Next => new(Volatile.Read(ref _next));

    public LogLimits Limits { get; set; }

    public long Bytes => _retention.Bytes;

    public long Dropped => _retention.Dropped;

    /// <summary>Claims a log and opens it; creates it where there is none.</summary>
    /// <exception cref="DatabaseException">The database does not work.</exception>
    public static async ValueTask<PostgresEventLog> Open(
        LogOptions options, PostgresDatabase database, TimeProvider time, ILogger logger, CancellationToken cancellationToken)
    {
        var found = await new LogClaims(database).Take(options.Name, cancellationToken);
        return new PostgresEventLog(options, database, found, time, logger);
    }

    public async ValueTask<AppendOutcome> Append(
        EventBatch events, Offset expectedNext, bool useReserve, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfZero(events.Count);
        Task<AppendOutcome>? outcome = null;
        while (outcome is null)
        {
            if (_doubt)
                await Settle(cancellationToken);
            outcome = Start(events, expectedNext, useReserve);
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
        return _reader.Seek(AppendClock.Microseconds(time), End, cancellationToken);
    }

    public ValueTask Release(Offset before, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            ThrowIfClosed();
            _retention.Release(Offset.Min(before, End));
            var removed = _retention.Trim(Limits);
            _dropped.AddRange(removed);
            if (removed.Count > 0 || (_waiting.Count == 0 && _retention.LastIsExpired(Limits)))
                RequestUpkeep();
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>Ends when what was being appended is committed or refused.</summary>
    public async ValueTask DisposeAsync()
    {
        Task committed;
        lock (_gate)
        {
            _closed = true;
            committed = _committing;
        }

        await committed;
    }

    /// <summary>Lets an append wait for the next commit, or answers it at once; null where doubt came up meanwhile.</summary>
    private Task<AppendOutcome>? Start(EventBatch events, Offset expectedNext, bool useReserve)
    {
        lock (_gate)
        {
            ThrowIfClosed();
            if (_doubt)
                return null;
            var first = Next;
            if (_lost is { } lost)
                return Task.FromResult(new AppendOutcome(AppendStatus.Conflict, first, first, lost));
            if (expectedNext != first)
                return Task.FromResult(new AppendOutcome(
                    AppendStatus.Conflict, first, first, $"The next offset is {first}, not {expectedNext}."));
            if (Refusal(events, useReserve) is { } reason)
                return Task.FromResult(new AppendOutcome(AppendStatus.Full, first, first, reason));
            return Enqueue(events, first);
        }
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
            _tail.Append(events[i], first + i, appendedAt);
        var append = new PendingAppend(first, first + events.Count);
        Volatile.Write(ref _next, append.Next.Value);
        _pendingBytes += events.TotalBytes;
        _waiting.Add(append);
        StartCommitting();
        return append.Outcome;
    }

    private void ThrowIfClosed()
    {
        if (_closed)
            throw new IOException($"The event log {_options.Name} is closed.");
    }
}
