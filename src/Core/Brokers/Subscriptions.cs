using System.Collections.Immutable;
using Fabric.EventLog;

namespace Fabric.Brokers;

/// <summary>The triggers that need a broker partition's events, and from where on.</summary>
internal sealed class Subscriptions
{
    private readonly Dictionary<ResourceName, Offset> _positions = [];

    // Positions as they are and as they were, so that the least need not be searched for; what is outdated goes when met.
    private readonly PriorityQueue<ResourceName, Offset> _byPosition = new();

    public int Count => _positions.Count;

    /// <summary>True where a position moved since the last <see cref="Saved"/>.</summary>
    public bool Moved { get; private set; }

    public ImmutableArray<ResourceName> Triggers => [.. _positions.Keys.Order()];

    public bool TryGet(ResourceName trigger, out Offset position) => _positions.TryGetValue(trigger, out position);

    public void Set(ResourceName trigger, Offset position)
    {
        _positions[trigger] = position;
        _byPosition.Enqueue(trigger, position);
        if (_byPosition.Count <= 64 + (4 * _positions.Count))
            return;
        _byPosition.Clear();
        _byPosition.EnqueueRange(_positions.Select(entry => (entry.Key, entry.Value)));
    }

    public bool Remove(ResourceName trigger) => _positions.Remove(trigger);

    public void Clear()
    {
        _positions.Clear();
        _byPosition.Clear();
    }

    /// <summary>Moves a position forward; an acknowledgement that arrives late moves nothing.</summary>
    public bool Acknowledge(ResourceName trigger, Offset before)
    {
        if (!_positions.TryGetValue(trigger, out var position) || before <= position)
            return false;
        Set(trigger, before);
        return Moved = true;
    }

    /// <summary>What no trigger needs any more lies before this offset; everything where there is no trigger.</summary>
    public Offset Needed(Offset end)
    {
        while (_byPosition.TryPeek(out var trigger, out var position))
        {
            if (_positions.TryGetValue(trigger, out var current) && current == position)
                return Offset.Min(end, position);
            _byPosition.Dequeue();
        }

        return end;
    }

    public ImmutableArray<TriggerPosition> Save()
    {
        Moved = false;
        return [.. _positions.Select(position => new TriggerPosition(position.Key, position.Value))];
    }

    /// <summary>Takes positions up again. Those of another log mean nothing in this one: its events are all still needed.</summary>
    public void Restore(BrokerState state, IEventLog log)
    {
        Clear();
        foreach (var (trigger, acknowledged) in state.Positions)
            Set(trigger, state.Log == log.Id ? Clamp(acknowledged, log) : log.First);
    }

    public static Offset Clamp(Offset position, IEventLog log) => Offset.Max(log.First, Offset.Min(log.End, position));
}
