using System.Collections.Immutable;
using Fabric.Delivery;
using Fabric.EventLog;
using Fabric.Triggers;

namespace Fabric.Replays;

/// <summary>
/// A replay under way, beside the trigger's own deliveries: the same parts once more, with cursors of its own. It keeps the
/// order of each key, whatever the trigger does, and delivers through the trigger's lanes, a quarter of them at most. The
/// broker keeps nothing for it: a replay that is slow may miss events that go meanwhile, and stands in no publisher's way.
/// </summary>
internal sealed class Replay : IDisposable
{
    private readonly TriggerContext _context;
    private readonly StateKeeper _keeper;
    private readonly CursorSet _cursors;
    private readonly ImmutableArray<ReplayRange> _ranges;
    private readonly KeyedQueue _queue = new();
    private readonly ParkedEvents _parked = new();
    private readonly TargetHealth _health = new();
    private readonly DeliveryLanes _lanes;
    private readonly ReplayReader _reader;
    private readonly Alarm _alarm;
    private readonly DateTimeOffset _startedAt;
    private readonly long _events;
    private DateTimeOffset? _endedAt;
    private ReplayPhase _phase;
    private long _delivered;
    private long _deadLettered;

    public Replay(
        TriggerContext context, ReplayState state, DeliveryLanes host, DeadLetterList letters, Replies replies, StateKeeper keeper)
    {
        (_context, _keeper, _ranges) = (context, keeper, state.Ranges);
        (_startedAt, _events, _delivered, _deadLettered) = (state.StartedAt, state.Events, state.Delivered, state.DeadLettered);
        _cursors = new CursorSet(new TriggerState { Cursors = [.. _ranges.Select(range => range.Cursor)] }, _startedAt);
        _queue.Reorder(ordered: true, []);
        _alarm = new Alarm(context.Time, () => _lanes!.Pump());
        var inbox = new Inbox(context, _cursors, _queue, context.ReplayStirred);
        var next = new NextEvent(context, _queue, _parked, _health);
        var spilled = new SpilledEvents(context, _queue);
        var delivery = new EventDelivery(context, _queue, _parked, _health, replies, letters, spilled, Handled);
        _lanes = new DeliveryLanes(context, next, delivery, inbox, _alarm.Set, host);
        _reader = new ReplayReader(context, inbox, _lanes);
    }

    public ReplayStatus Status
    {
        get
        {
            var left = _phase != ReplayPhase.Running ? 0 : Ranges().Sum(range => Math.Max(0, range.End - range.Cursor.ReadTo.Value));
            return new ReplayStatus(_phase, _startedAt, _endedAt, _events, left + _cursors.Outstanding, _delivered, _deadLettered);
        }
    }

    /// <summary>What to remember; null once nothing is left to do.</summary>
    public ReplayState? State => _phase != ReplayPhase.Running
        ? null
        : new ReplayState(_startedAt, _events, _delivered, _deadLettered, [.. Ranges().Select(range => new ReplayRange(range.Cursor.State(), range.End))]);

    public async Task Run()
    {
        var alarm = _alarm.Run();
        foreach (var (cursor, end) in Ranges())
            await _reader.Read(cursor, new Offset(end));
        while (_cursors.Outstanding > 0 && !_lanes.IsEnded && !_context.IsStopping)
            await _context.ReplayStirred.Wait();
        if (!_context.IsStopping && _phase == ReplayPhase.Running)
            End(ReplayPhase.Completed);
        _lanes.End();
        await _lanes.Closed();
        _alarm.Dispose();
        await alarm;
    }

    /// <summary>Begins no further attempt.</summary>
    public void Stop()
    {
        if (_phase == ReplayPhase.Running)
            End(ReplayPhase.Stopped);
        _lanes.End();
    }

    /// <summary>The trigger was configured anew.</summary>
    /// <param name="anotherTarget">What is known about the target's health is about another one.</param>
    /// <param name="retries">What failed is to be tried again at once.</param>
    public void Configured(bool anotherTarget, bool retries)
    {
        if (anotherTarget)
            _health.Forget();
        if (retries)
            _parked.Release(_context.Now, static _ => true);
        _context.ReplayStirred.Set();
        _lanes.Pump();
    }

    public void Dispose() => _alarm.Dispose();

    private IEnumerable<(Cursor Cursor, long End)> Ranges() =>
        _ranges.Select(range => (_cursors.Find(range.Cursor.Partition)!, range.End));

    private void End(ReplayPhase phase) => (_phase, _endedAt) = (phase, _context.Now);

    private Task Handled(PendingEvent pending)
    {
        if (pending.ToSink)
            _deadLettered++;
        else if (pending.HasRecord)
            _delivered++;
        pending.Cursor.Handled(pending);
        if (_cursors.Outstanding == 0)
            _context.ReplayStirred.Set();
        return _keeper.Handled();
    }
}
