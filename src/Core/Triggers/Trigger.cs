using System.Collections.Immutable;
using Fabric.Delivery;
using Fabric.EventLog;
using Fabric.Journals;
using Fabric.Replays;

namespace Fabric.Triggers;

/// <summary>
/// The trigger itself. Not thread-safe: its host calls it in turns, from a scheduler that runs one task at a time, and
/// everything it does in the background runs on the scheduler that configured it. Calls may interleave where they wait,
/// so that a long redrive need not keep anybody from asking for the status.
/// </summary>
public sealed class Trigger : ITrigger, IAsyncDisposable
{
    private readonly TriggerContext _context;
    private readonly CursorSet _cursors;
    private readonly KeyedQueue _queue = new();
    private readonly ParkedEvents _parked = new();
    private readonly TargetHealth _health = new();
    private readonly DeadLetterList _letters;
    private readonly StateKeeper _keeper;
    private readonly Progress _progress;
    private readonly Replies _replies;
    private readonly Inbox _inbox;
    private readonly DeliveryLanes _lanes;
    private readonly Alarm _alarm;
    private readonly List<ReadLoop> _reads = [];
    private readonly List<Task> _running = [];
    private readonly long _epoch;
    private readonly TriggerReplays _replays;
    private ResourceName _broker;

    private Trigger(ResourceName name, TriggerServices services, TriggerState saved)
    {
        _broker = saved.Broker;
        _epoch = IEpochState.After(saved, services.Time);
        _context = new TriggerContext(name, services);
        _cursors = new CursorSet(saved);
        _keeper = new StateKeeper(_context, State);
        _letters = new DeadLetterList(_context, saved, _keeper.Save);
        _progress = new Progress(_context, _cursors, _keeper);
        _replies = new Replies(_context);
        _inbox = new Inbox(_context, _cursors, _queue, _context.Stirred);
        _alarm = new Alarm(services.Time, () => _lanes!.Pump());
        var next = new NextEvent(_context, _queue, _parked, _health);
        var spilled = new SpilledEvents(_context, _queue);
        var delivery = new EventDelivery(_context, _queue, _parked, _health, _replies, _letters, spilled, _progress.Handled);
        _lanes = new DeliveryLanes(_context, next, delivery, _inbox, _alarm.Set);
        _replays = new TriggerReplays(_context, saved.Replay, _cursors, _lanes, _letters, _replies, _keeper);
    }

    /// <summary>
    /// Ends when the trigger turns out to run elsewhere, too: this one begins nothing new, and its host should close it.
    /// </summary>
    public Task Lost => _context.Lost;

    /// <summary>Loads what a trigger remembers. It does nothing before it is configured.</summary>
    /// <exception cref="IOException">The state exists and cannot be read.</exception>
    public static async ValueTask<Trigger> Open(
        ResourceName name, TriggerServices services, CancellationToken cancellationToken)
    {
        var saved = await services.States.Load(name.ToString(), cancellationToken);
        return new Trigger(name, services, saved ?? new TriggerState());
    }

    /// <inheritdoc/>
    /// <remarks>Returns once the trigger is subscribed, or knows that the broker is not there yet.</remarks>
    public async ValueTask Configure(TriggerSpec spec, CancellationToken cancellationToken)
    {
        if (_context.IsStopping)
            throw new InvalidOperationException($"Trigger {_context.Name} is stopped.");
        if (_running.Count > 0 && spec.Broker != _broker)
            throw new InvalidOperationException($"Trigger {_context.Name} reads {_broker}; it cannot change to {spec.Broker}.");
        _broker = spec.Broker;
        Apply(spec);
        if (_running.Count == 0)
        {
            _running.Add(Watch(_alarm.Run()));
            _replays.TakeUp();
        }

        for (var partition = _reads.Count; partition < spec.Partitions; partition++)
        {
            var read = new ReadLoop(partition, _context, _cursors, _inbox, _lanes, _keeper, _progress);
            _reads.Add(read);
            _running.Add(Watch(read.Run()));
        }

        await Task.WhenAll(_reads.Select(read => read.FirstAttempt)).WaitAsync(cancellationToken);
    }

    public async ValueTask<TriggerStatus> Status(CancellationToken cancellationToken)
    {
        var lag = _running.Count == 0 ? default : await Lag.Measure(_context, _cursors, cancellationToken);
        await _letters.OpenExisting();
        var tally = _context.Tally;
        return new TriggerStatus
        {
            Phase = Phase,
            LagEvents = lag.Events,
            LagAge = lag.OldestAt is { } oldest ? _context.Now - oldest : null,
            InFlight = _lanes.InFlight,
            Delivered = tally.Delivered,
            Retried = tally.Retried,
            DeadLettered = tally.DeadLettered,
            DeadLettersKept = _letters.Kept,
            LastError = _context.Spec.Hold ?? tally.LastError,
            LastErrorAt = tally.LastErrorAt,
            LastDeliveredAt = tally.LastDeliveredAt,
            TargetDown = _health.IsDown,
            Replay = _replays.Status,
        };
    }

    public ValueTask<EventTrace> Trace(TraceRequest request, CancellationToken cancellationToken) =>
        ValueTask.FromResult(TraceReader.Read(request, _context, _cursors));

    public ValueTask<DeadLetterPage> DeadLetters(Offset from, int maxEvents, CancellationToken cancellationToken) =>
        _letters.Page(from, maxEvents, cancellationToken);

    /// <inheritdoc/>
    /// <remarks>Delivers nothing while the trigger is paused, held or without a target.</remarks>
    public async ValueTask<int> Redrive(ImmutableArray<Offset> letters, CancellationToken cancellationToken)
    {
        var redrive = new Redrive(_context, _letters, _lanes, _replies, _health);
        return await redrive.Run(letters.IsDefaultOrEmpty ? await _letters.All() : letters, cancellationToken);
    }

    public async ValueTask<int> Purge(ImmutableArray<Offset> letters, CancellationToken cancellationToken) =>
        await _letters.Remove(letters.IsDefaultOrEmpty ? await _letters.All() : letters);

    public async ValueTask<ReplayOutcome> Replay(ReplayRequest request, CancellationToken cancellationToken) => _running.Count == 0
        ? new ReplayOutcome(ReplayAnswer.NotReady, Reason: $"trigger {_context.Name} does not run: it is not ready")
        : await _replays.Start(request, cancellationToken);

    public async ValueTask<bool> StopReplay(CancellationToken cancellationToken) => await _replays.Stop();

    public async ValueTask Delete(CancellationToken cancellationToken)
    {
        _context.Abort();
        await Finish();
        var partitions = _broker.Name is null ? 0 : Math.Max(_context.Spec.Partitions, _cursors.Begun);
        for (var partition = 0; partition < partitions; partition++)
            await _context.Services.Fabric.Broker(_broker, partition).Unsubscribe(_context.Name, cancellationToken);
        await _letters.Delete(cancellationToken);
        await _context.Services.States.Delete(_context.Name.ToString(), cancellationToken);
    }

    /// <summary>
    /// Ends the trigger's work for now: nothing new is started, what is in flight may finish until the token ends, the
    /// cursor is saved. It takes up its work when it is opened again.
    /// </summary>
    /// <exception cref="IOException">The cursor could not be saved: some events will be delivered again.</exception>
    public async ValueTask StopAsync(CancellationToken cancellationToken)
    {
        _context.Stop();
        await _lanes.Closed().WaitAsync(cancellationToken)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        _context.Abort();
        await Finish();
        if (_running.Count > 0 && _context.Spec.Durable)
            await _context.Services.States.Save(_context.Name.ToString(), State(), CancellationToken.None);
        await _letters.Close();
    }

    /// <summary>Ends the trigger's work at once and saves nothing, as a crash would.</summary>
    public async ValueTask DisposeAsync()
    {
        _context.Abort();
        await Finish();
        await _letters.Close();
        _context.Dispose();
        foreach (var read in _reads)
            read.Dispose();
    }

    private SubscriptionPhase Phase
    {
        get
        {
            if (_context.Tally.Fault is not null || _context.Spec.Hold is not null)
                return SubscriptionPhase.Failed;
            if (_reads.Count > 0 && _reads.All(read => read.IsComplete))
                return SubscriptionPhase.Completed;
            if (_reads.Count == 0 || _reads.Any(read => read is { IsSubscribed: false, IsComplete: false }))
                return SubscriptionPhase.Unknown;
            return _context.Tally.Delivered + _context.Tally.DeadLettered > 0
                ? SubscriptionPhase.Running
                : SubscriptionPhase.Ready;
        }
    }

    private void Apply(TriggerSpec spec)
    {
        var before = _context.Spec;
        var wasActive = _context.IsActive;
        _context.Configure(spec);
        if (spec.Order == DeliveryOrder.Ordered != _queue.IsOrdered)
            _queue.Reorder(spec.Order == DeliveryOrder.Ordered, _cursors.Unhandled());
        if (spec.Target != before.Target)
            _health.Forget();
        var retries = spec.Target != before.Target || spec.DeadLetterSink != before.DeadLetterSink || spec.Retry != before.Retry;
        if (retries)
            _parked.Release(_context.Now, static _ => true);
        if (_context.IsActive != wasActive || !Equals(spec.Filter, before.Filter)
            || spec.EndOffset != before.EndOffset || spec.EndTime != before.EndTime)
        {
            foreach (var read in _reads)
                read.Interrupt();
        }

        _context.Stirred.Set();
        _lanes.Pump();
        _replays.Configured(spec.Target != before.Target, retries);
    }

    private async Task Finish()
    {
        _alarm.Dispose();
        await _lanes.Closed();
        await Task.WhenAll(_running);
        await _replays.Running;
    }

    private async Task Watch(Task loop)
    {
        try
        {
            await loop;
        }
        catch (Exception defect)
        {
            _context.Tally.Broken(defect);
            _context.Stop();
        }
    }

    private TriggerState State() => new()
    {
        Epoch = _epoch,
        Broker = _broker,
        Partitions = _cursors.Begun,
        Cursors = _cursors.States(),
        HasDeadLetters = _letters.Exists,
        RemovedDeadLetters = _letters.Removed.Ranges,
        Replay = _replays.State,
    };
}
