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
    private readonly ResourceName _name;
    private readonly BrokerEnvironment _environment;
    private readonly Subscriptions _subscriptions = new();
    private readonly PartitionLog _log;
    private readonly DedupeWindow _dedupe;
    private readonly WaitingReads _waiting;
    private readonly Intake _intake;
    private readonly BrokerStateKeeper _keeper;
    private BrokerSpec? _spec;
    private BrokerState? _unrestored;
    private bool _closed;

    private Broker(ResourceName name, int partition, BrokerEnvironment environment)
    {
        var logger = environment.Loggers.CreateLogger<Broker>();
        (_name, _environment) = (name, environment);
        _log = new PartitionLog(name, partition, environment.Logs, environment.Time, logger);
        _dedupe = new DedupeWindow(environment.Time);
        _waiting = new WaitingReads(_subscriptions, environment.Time);
        _intake = new Intake(name, partition, _dedupe, _waiting, _subscriptions, environment.Tail, logger);
        _keeper = new BrokerStateKeeper($"{name}/{partition}", environment.States, _subscriptions, environment.Time);
    }

    /// <summary>
    /// Ends when the partition turns out to be hosted elsewhere, too: this one is out of date, and its host should close it
    /// without using it again.
    /// </summary>
    public Task Lost => _keeper.Lost;

    /// <summary>Opens a broker partition with what it remembers: one that was configured before works at once.</summary>
    /// <exception cref="IOException">Its state exists and cannot be read.</exception>
    public static async ValueTask<Broker> Open(
        ResourceName name, int partition, BrokerEnvironment environment, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(environment);
        var broker = new Broker(name, partition, environment);
        broker._unrestored = await broker._keeper.Load(cancellationToken);
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
            await _keeper.Save(settled, log, cancellationToken);
    }

    public async ValueTask<PublishOutcome> Publish(
        EventBatch events, PublishKind kind, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(events);
        var started = _environment.Time.GetTimestamp();
        var outcome = await Take(events, kind, cancellationToken);
        if (outcome.Status == PublishStatus.Accepted)
            _environment.Metrics.EventsAccepted(
                _name, outcome.Stored, outcome.Duplicates, _environment.Time.GetElapsedTime(started));
        else
            _environment.Metrics.EventsRefused(_name, events.Count, outcome.Status);
        return outcome;
    }

    public ValueTask<ReadOutcome> Read(ReadRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (_log.Current is not { } log || (request.Log is { } id && id != log.Id) || request.From > log.End)
            return new(new ReadCursor(request).Outcome(found: false));
        return _waiting.TryGoOn(request, out var answer, cancellationToken) ? answer : Look(new(request), log, cancellationToken);
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
            await _keeper.Save(_spec!, log, cancellationToken);
        return new Subscription(log.Id, position);
    }

    public async ValueTask Acknowledge(ResourceName trigger, Offset before, CancellationToken cancellationToken)
    {
        if (_log.Current is not { } log || !_subscriptions.Acknowledge(trigger, Offset.Min(before, log.End)))
            return;
        await log.Release(_subscriptions.Needed(log.End), cancellationToken);
        await _keeper.SaveWhenDue(_spec!, log, cancellationToken);
    }

    public async ValueTask Unsubscribe(ResourceName trigger, CancellationToken cancellationToken)
    {
        var log = await OpenLog(cancellationToken);
        _unrestored = _unrestored?.Without(trigger);
        if (!_subscriptions.Remove(trigger) || log is null)
            return;
        await log.Release(_subscriptions.Needed(log.End), cancellationToken);
        await _keeper.Save(_spec!, log, cancellationToken);
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
            Log = log?.Id,
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
        await _keeper.Delete(cancellationToken);
        _spec = null;
    }

    /// <summary>Answers the reads that wait, with nothing: their callers ask again, wherever the broker is then.</summary>
    public void EndReads() => _waiting.EndAll(found: true);

    /// <summary>Ends waiting reads, saves what is unsaved and closes the log; later calls find it unavailable.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_closed)
            return;
        _closed = true;
        _waiting.EndAll(found: true);
        if (_log.Current is { } log)
            await _keeper.SavePositions(_spec!, log, CancellationToken.None);
        await _log.Close();
    }

    private async ValueTask<ReadOutcome> Look(ReadCursor cursor, IEventLog log, CancellationToken cancellationToken)
    {
        _waiting.Skip(cursor);
        await LogScan.Advance(cursor, log, cancellationToken);
        if (_log.Current != log)
            return cursor.Outcome(found: false);
        var answers = cursor.FoundAny || cursor.Next < log.End || cursor.Scanned >= LogScan.MostBytes;
        return answers || cursor.Request.Wait <= TimeSpan.Zero
            ? cursor.Outcome()
            : await _waiting.Wait(cursor, Far(log.Limits), cancellationToken);
    }

    private async ValueTask<PublishOutcome> Take(EventBatch events, PublishKind kind, CancellationToken cancellationToken)
    {
        if (_closed)
            return Unavailable("it is stopping");
        if (_spec is not { } spec)
            return new PublishOutcome(PublishStatus.NotFound, Reason: $"Broker {_name} does not exist.");
        if (HopLimit.Refuses(events, out var refusal))
            return refusal;
        if (await OpenLog(cancellationToken) is not { } log)
            return Unavailable(_log.Fault);
        try
        {
            return await _intake.Take(events, kind, log);
        }
        catch (Exception failure) when (PartitionLog.IsStorageFailure(failure))
        {
            if (failure is LogLostException)
                _keeper.Lose();
            _unrestored = new BrokerState(spec, log.Id, _subscriptions.Save());
            _waiting.EndAll(found: false);
            await _log.Abandon(failure);
            return Unavailable(failure.Message);
        }
    }

    private async ValueTask<IEventLog?> OpenLog(CancellationToken cancellationToken) =>
        _spec is { } spec && !_closed ? await _log.Open(spec, Opened, cancellationToken) : _log.Current;

    private async ValueTask Opened(IEventLog log)
    {
        if (_unrestored is { } state)
            _subscriptions.Restore(state, log);
        await _dedupe.Open(_spec!.DedupeWindow, log, CancellationToken.None);
        await log.Release(_subscriptions.Needed(log.End), CancellationToken.None);
        _unrestored = null;
    }

    // What was appended under one storage, or spread over so many partitions, must still be found there.
    private BrokerSpec Settle(BrokerSpec spec) =>
        _spec is { } old && (_log.Current is { } log ? log.Next > Offset.Zero : _unrestored is not null)
            ? spec with { Storage = old.Storage, Partitions = old.Partitions }
            : spec;

    private PublishOutcome Unavailable(string? reason) => new(
        PublishStatus.Unavailable, Reason: $"Broker {_name} is unavailable: {reason}", RetryAfter: Intake.RetryAfter);

    private static (long Events, long Bytes) Far(LogLimits limits) => (
        Math.Clamp((limits.MaxEvents ?? long.MaxValue) / 4, 1, 65_536), Math.Clamp((limits.MaxBytes ?? long.MaxValue) / 4, 1, 64 << 20));
}
