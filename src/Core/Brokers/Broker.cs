using Fabric.EventLog;
using Fabric.Events;
using Microsoft.Extensions.Logging;

namespace Fabric.Brokers;

/// <summary>
/// A broker partition over an event log. Hosts call one method at a time, each to its end, on a scheduler that never runs
/// two pieces of it at once; <see cref="Read"/> alone may be called while another call is under way, on that same
/// scheduler: it changes nothing but its own cursor and the list of waiting reads, between awaits.
/// </summary>
public sealed class Broker : IBroker, IAsyncDisposable
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan SaveInterval = TimeSpan.FromSeconds(5);

    private readonly ResourceName _name;
    private readonly int _partition;
    private readonly BrokerEnvironment _environment;
    private readonly PartitionLog _log;
    private readonly Subscriptions _subscriptions = new();
    private readonly DedupeWindow _dedupe;
    private readonly WaitingReads _waiting;
    private BrokerSpec? _spec;
    private BrokerState? _unrestored;
    private DateTimeOffset _savedAt;
    private bool _closed;

    private Broker(ResourceName name, int partition, BrokerEnvironment environment)
    {
        (_name, _partition, _environment) = (name, partition, environment);
        _log = new PartitionLog(
            name, partition, environment.Logs, environment.Time, environment.Loggers.CreateLogger<Broker>());
        _dedupe = new DedupeWindow(environment.Time);
        _waiting = new WaitingReads(environment.Time);
    }

    private string Key => $"{_name}/{_partition}";

    /// <summary>Opens a broker partition with what it remembers: one that was configured before works at once.</summary>
    /// <exception cref="IOException">Its state exists and cannot be read.</exception>
    public static async ValueTask<Broker> Open(
        ResourceName name, int partition, BrokerEnvironment environment, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(environment);
        var broker = new Broker(name, partition, environment);
        broker._unrestored = await environment.States.Load(broker.Key, cancellationToken);
        broker._spec = broker._unrestored?.Spec;
        await broker.OpenLog(cancellationToken);
        return broker;
    }

    public async ValueTask Configure(BrokerSpec spec, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(spec);
        if (_closed)
            return;
        var settled = Settle(spec);
        if (_spec is { } old && old.Storage != settled.Storage && _log.Current is not null)
            await _log.Delete(old.Storage, cancellationToken);
        var isNew = settled != _spec;
        _spec = settled;
        if (await OpenLog(cancellationToken) is not { } log)
            return;
        log.Limits = settled.Limits;
        if (_dedupe.Window != settled.DedupeWindow)
            await _dedupe.Open(settled.DedupeWindow, log, cancellationToken);
        if (isNew)
            await Save(cancellationToken);
    }

    public async ValueTask<PublishOutcome> Publish(
        EventBatch events, PublishKind kind, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(events);
        var started = _environment.Time.GetTimestamp();
        var outcome = await Accept(events, kind, cancellationToken);
        if (outcome.Status == PublishStatus.Accepted)
            _environment.Metrics.EventsAccepted(
                _name, outcome.Stored, outcome.Duplicates, _environment.Time.GetElapsedTime(started));
        else
            _environment.Metrics.EventsRefused(_name, events.Count, outcome.Status);
        return outcome;
    }

    public async ValueTask<ReadOutcome> Read(ReadRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var cursor = new ReadCursor(request);
        if (_log.Current is not { } log || (request.Log is { } id && id != log.Id) || request.From > log.End)
            return cursor.Outcome(found: false);
        await LogScan.Advance(cursor, log, cancellationToken);
        if (cursor.FoundAny || cursor.Next < log.End || cursor.Scanned >= LogScan.MostBytes || request.Wait <= TimeSpan.Zero)
            return cursor.Outcome();
        if (_log.Current != log)
            return cursor.Outcome(found: false);
        return await _waiting.Wait(cursor, FarEvents(log.Limits), cancellationToken);
    }

    public async ValueTask<Subscription> Subscribe(SubscribeRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (await OpenLog(cancellationToken) is not { } log)
            return new Subscription(default, default, Found: false);
        var position = await StartingPoint.Of(request, _subscriptions, log, cancellationToken);
        var changed = !_subscriptions.TryGet(request.Trigger, out var known) || known != position;
        _subscriptions.Set(request.Trigger, position);
        if (changed)
            await Save(cancellationToken);
        return new Subscription(log.Id, position);
    }

    public async ValueTask Acknowledge(ResourceName trigger, Offset before, CancellationToken cancellationToken)
    {
        if (_log.Current is not { } log || !_subscriptions.Acknowledge(trigger, Offset.Min(before, log.End)))
            return;
        await log.Release(_subscriptions.Needed(log.End), cancellationToken);
        if (_environment.Time.GetUtcNow() - _savedAt >= SaveInterval)
            await SavePositions(cancellationToken);
    }

    public async ValueTask Unsubscribe(ResourceName trigger, CancellationToken cancellationToken)
    {
        if (!_subscriptions.Remove(trigger) || _log.Current is not { } log)
            return;
        await log.Release(_subscriptions.Needed(log.End), cancellationToken);
        await Save(cancellationToken);
    }

    public async ValueTask<Offset> Seek(DateTimeOffset time, CancellationToken cancellationToken) =>
        _log.Current is { } log ? await log.Seek(time, cancellationToken) : Offset.Zero;

    public async ValueTask<BrokerStatus> Status(CancellationToken cancellationToken)
    {
        var log = await OpenLog(cancellationToken);
        var status = new BrokerStatus(
            log?.First ?? default, log?.End ?? default, log?.Bytes ?? 0, log?.Dropped ?? 0, _subscriptions.Count, _spec is not null)
        {
            Spec = log is not null || _unrestored is not null ? _spec : null,
            Triggers = _subscriptions.Triggers,
            Fault = log is null ? _log.Fault : null,
        };
        if (log is null || log.First == log.End)
            return status;
        var oldest = await log.Read(log.First, 1, 1, cancellationToken);
        return oldest.Events.Count == 0 ? status : status with { OldestAt = oldest.Events[0].AppendedAt };
    }

    public async ValueTask Delete(CancellationToken cancellationToken)
    {
        if (_spec is not { } spec || _closed)
            return;
        _unrestored = null;
        _subscriptions.Clear();
        _waiting.EndAll(found: false);
        // The log first: a state without a log is an empty broker, a log without a state would bring deleted events back.
        await _log.Delete(spec.Storage, cancellationToken);
        await _environment.States.Delete(Key, cancellationToken);
        _spec = null;
    }

    /// <summary>Ends waiting reads, saves what is unsaved and closes the log; later calls find it unavailable.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_closed)
            return;
        _closed = true;
        _waiting.EndAll(found: true);
        if (_subscriptions.Moved)
            await SavePositions(CancellationToken.None);
        await _log.Close();
    }

    private async ValueTask<PublishOutcome> Accept(
        EventBatch events, PublishKind kind, CancellationToken cancellationToken)
    {
        if (_closed)
            return Unavailable("it is stopping");
        if (_spec is null)
            return new PublishOutcome(PublishStatus.NotFound, Reason: $"Broker {_name} does not exist.");
        if (HopLimit.Refuses(events, out var refusal))
            return refusal;
        if (await OpenLog(cancellationToken) is not { } log)
            return Unavailable(_log.Fault);
        var batch = _dedupe.IsOff ? DedupedBatch.AllFresh(events) : _dedupe.Sift(events);
        return batch.Fresh.Count == 0 ? Accepted(batch) : await Append(batch, log, kind);
    }

    // The caller's cancellation does not reach the append, which would happen all the same and be offered to nobody.
    private async ValueTask<PublishOutcome> Append(DedupedBatch batch, IEventLog log, PublishKind kind)
    {
        try
        {
            var appended = await log.Append(batch.Fresh, log.Next, kind == PublishKind.Reply, CancellationToken.None);
            switch (appended.Status)
            {
                case AppendStatus.Full:
                    _waiting.EndMoved();
                    return new PublishOutcome(
                        PublishStatus.Full, Reason: $"Broker {_name} is full: {appended.Reason}", RetryAfter: RetryAfter);
                case AppendStatus.Conflict:
                    throw new IOException($"another writer appended to the log: {appended.Reason}");
                default:
                    _dedupe.Remember(batch);
                    _ = _waiting.Offer(log);
                    if (_subscriptions.Count == 0)
                        await log.Release(log.End, CancellationToken.None);
                    return Accepted(batch);
            }
        }
        catch (Exception failure) when (PartitionLog.IsStorageFailure(failure))
        {
            await Abandon(failure, log);
            return Unavailable(failure.Message);
        }
    }

    private async ValueTask<IEventLog?> OpenLog(CancellationToken cancellationToken) =>
        _spec is { } spec && !_closed ? await _log.Open(spec, Opened, cancellationToken) : _log.Current;

    private async ValueTask Opened(IEventLog log)
    {
        if (_unrestored is { } state)
            _subscriptions.Restore(state, log);
        _unrestored = null;
        await _dedupe.Open(_spec!.DedupeWindow, log, CancellationToken.None);
        await log.Release(_subscriptions.Needed(log.End), CancellationToken.None);
    }

    private async ValueTask Abandon(Exception failure, IEventLog log)
    {
        _unrestored = new BrokerState(_spec!, log.Id, _subscriptions.Save());
        _waiting.EndAll(found: false);
        await _log.Abandon(failure);
    }

    // What was appended under one storage, or spread over so many partitions, must still be found there.
    private BrokerSpec Settle(BrokerSpec spec) =>
        _spec is { } old && (_log.Current is { } log ? log.Next > Offset.Zero : _unrestored is not null)
            ? spec with { Storage = old.Storage, Partitions = old.Partitions }
            : spec;

    private async ValueTask Save(CancellationToken cancellationToken)
    {
        _savedAt = _environment.Time.GetUtcNow();
        var state = new BrokerState(_spec!, _log.Current!.Id, _subscriptions.Save());
        await _environment.States.Save(Key, state, cancellationToken);
    }

    // A position that could not be saved costs nothing but room in the log after a restart; the next one is tried again.
    private async ValueTask SavePositions(CancellationToken cancellationToken)
    {
        try
        {
            if (_log.Current is not null)
                await Save(cancellationToken);
        }
        catch (IOException)
        {
            _savedAt = _environment.Time.GetUtcNow();
        }
    }

    private static PublishOutcome Accepted(DedupedBatch batch) =>
        new(PublishStatus.Accepted, batch.Fresh.Count, batch.Duplicates.Length) { DuplicateIndexes = batch.Duplicates };

    private PublishOutcome Unavailable(string? reason) =>
        new(PublishStatus.Unavailable, Reason: $"Broker {_name} is unavailable: {reason}", RetryAfter: RetryAfter);

    private static long FarEvents(LogLimits limits) => Math.Clamp((limits.MaxEvents ?? long.MaxValue) / 4, 1, 65_536);
}
