using System.Collections.Immutable;
using Fabric.EventLog;

namespace Fabric.Brokers;

/// <summary>
/// The triggers that need a broker partition's events, and from where on. A trigger that is idle, because it waits for
/// events and has acknowledged all those before, moves along with what it is offered: it need not wake to say that it does
/// not want it.
/// </summary>
internal sealed class Subscriptions
{
    private readonly Dictionary<ResourceName, Subscriber> _subscribers = [];

    // Positions as they are and as they were, so that the least need not be searched for; what is outdated goes when met.
    private readonly PriorityQueue<Subscriber, Offset> _byPosition = new();
    private int _idle;

    public int Count => _subscribers.Count;

    /// <summary>True where somebody moves along.</summary>
    public bool AnyIdle => _idle > 0;

    /// <summary>Everything before it was offered to those who wait.</summary>
    public Offset Offered { get; set; }

    /// <summary>True where a position moved since the last <see cref="Save"/>.</summary>
    public bool Moved { get; private set; }

    public ImmutableArray<ResourceName> Triggers => [.. _subscribers.Keys.Order()];

    public bool TryGet(ResourceName trigger, out Offset position)
    {
        var found = _subscribers.TryGetValue(trigger, out var subscriber);
        position = found ? PositionOf(subscriber!) : default;
        return found;
    }

    public void Set(ResourceName trigger, Offset position)
    {
        Remove(trigger);
        var subscriber = new Subscriber(trigger);
        _subscribers.Add(trigger, subscriber);
        Move(subscriber, position);
    }

    public bool Remove(ResourceName trigger)
    {
        if (!_subscribers.Remove(trigger, out var subscriber))
            return false;
        Stop(subscriber);
        return true;
    }

    public void Clear()
    {
        _subscribers.Clear();
        _byPosition.Clear();
        _idle = 0;
    }

    /// <summary>Moves a position forward; an acknowledgement that arrives late moves nothing.</summary>
    public bool Acknowledge(ResourceName trigger, Offset before)
    {
        if (!_subscribers.TryGetValue(trigger, out var subscriber) || before <= PositionOf(subscriber))
            return false;
        Move(subscriber, before);
        Settle(subscriber);
        return Moved = true;
    }

    /// <summary>A read waits; of a trigger, the last one counts.</summary>
    public void Waits(WaitingRead read)
    {
        if (Find(read) is not { } subscriber)
            return;
        Stop(subscriber);
        subscriber.Read = read;
        Settle(subscriber);
    }

    /// <summary>The read of a request's trigger that waits.</summary>
    public WaitingRead? Waiting(ReadRequest request) =>
        request.Trigger is { } trigger && _subscribers.TryGetValue(trigger, out var subscriber) ? subscriber.Read : null;

    /// <summary>True where its trigger moves along with what the read is offered.</summary>
    public bool IsIdle(WaitingRead read) => Find(read) is { IsIdle: true } subscriber && subscriber.Read == read;

    /// <summary>A read waits no longer.</summary>
    public void Ended(WaitingRead read)
    {
        if (Find(read) is { } subscriber && subscriber.Read == read)
            Stop(subscriber);
    }

    /// <summary>What no trigger needs any more lies before this offset; everything where there is no trigger.</summary>
    public Offset Needed(Offset end)
    {
        if (AnyIdle)
            end = Offset.Min(end, Offered);
        while (_byPosition.TryPeek(out var subscriber, out var position))
        {
            var isCurrent = subscriber.Position == position && !subscriber.IsIdle
                && _subscribers.TryGetValue(subscriber.Trigger, out var current) && current == subscriber;
            if (isCurrent)
                return Offset.Min(end, position);
            _byPosition.Dequeue();
        }

        return end;
    }

    public ImmutableArray<TriggerPosition> Save()
    {
        Moved = false;
        return [.. _subscribers.Values.Select(subscriber => new TriggerPosition(subscriber.Trigger, PositionOf(subscriber)))];
    }

    /// <summary>Takes positions up again. Those of another log mean nothing in this one: its events are all still needed.</summary>
    public void Restore(BrokerState state, IEventLog log)
    {
        Clear();
        foreach (var (trigger, acknowledged) in state.Positions)
            Set(trigger, state.Log == log.Id ? Clamp(acknowledged, log) : log.First);
    }

    public static Offset Clamp(Offset position, IEventLog log) => Offset.Max(log.First, Offset.Min(log.End, position));

    private Subscriber? Find(WaitingRead read) => read.Request.Trigger is { } trigger ? _subscribers.GetValueOrDefault(trigger) : null;

    private Offset PositionOf(Subscriber subscriber) =>
        subscriber.IsIdle ? Offset.Max(subscriber.Position, Offered) : subscriber.Position;

    private void Settle(Subscriber subscriber)
    {
        if (subscriber.IsIdle || subscriber.Read is not { } read || subscriber.Position < read.From)
            return;
        subscriber.IsIdle = true;
        _idle++;
    }

    // Where it moved along to is where it stands from now on, as far as the read knows.
    private void Stop(Subscriber subscriber)
    {
        if (subscriber is { IsIdle: true, Read: { } read })
        {
            subscriber.IsIdle = false;
            _idle--;
            Moved |= read.Unmatched > subscriber.Position;
            Move(subscriber, Offset.Max(subscriber.Position, read.Unmatched));
        }

        subscriber.Read = null;
    }

    private void Move(Subscriber subscriber, Offset position)
    {
        subscriber.Position = position;
        if (subscriber.IsIdle)
            return;
        _byPosition.Enqueue(subscriber, position);
        if (_byPosition.Count <= 64 + (4 * _subscribers.Count))
            return;
        _byPosition.Clear();
        _byPosition.EnqueueRange(_subscribers.Values.Where(each => !each.IsIdle).Select(each => (each, each.Position)));
    }

    private sealed class Subscriber(ResourceName trigger)
    {
        public ResourceName Trigger => trigger;

        /// <summary>Everything before it was acknowledged.</summary>
        public Offset Position { get; set; }

        /// <summary>The read that waits.</summary>
        public WaitingRead? Read { get; set; }

        /// <summary>True where nothing before <see cref="Read"/> is left to acknowledge.</summary>
        public bool IsIdle { get; set; }
    }
}
