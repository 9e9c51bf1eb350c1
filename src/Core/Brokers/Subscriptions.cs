using System.Collections.Immutable;
using Fabric.EventLog;

namespace Fabric.Brokers;

/// <summary>The triggers that need a broker partition's events, and from where on.</summary>
internal sealed class Subscriptions
{
    private readonly Dictionary<ResourceName, Offset> _positions = [];

    public int Count => _positions.Count;

    /// <summary>True where a position moved since the last <see cref="Saved"/>.</summary>
    public bool Moved { get; private set; }

    public ImmutableArray<ResourceName> Triggers => [.. _positions.Keys.Order()];

    public bool TryGet(ResourceName trigger, out Offset position) => _positions.TryGetValue(trigger, out position);

    public void Set(ResourceName trigger, Offset position) => _positions[trigger] = position;

    public bool Remove(ResourceName trigger) => _positions.Remove(trigger);

    public void Clear() => _positions.Clear();

    /// <summary>Moves a position forward; an acknowledgement that arrives late moves nothing.</summary>
    public bool Acknowledge(ResourceName trigger, Offset before)
    {
        if (!_positions.TryGetValue(trigger, out var position) || before <= position)
            return false;
        _positions[trigger] = before;
        return Moved = true;
    }

    /// <summary>What no trigger needs any more lies before this offset; everything where there is no trigger.</summary>
    public Offset Needed(Offset end) => _positions.Count == 0 ? end : Offset.Min(end, _positions.Values.Min());

    public ImmutableArray<TriggerPosition> Save()
    {
        Moved = false;
        return [.. _positions.Select(position => new TriggerPosition(position.Key, position.Value))];
    }

    /// <summary>Takes positions up again. Those of another log mean nothing in this one: its events are all still needed.</summary>
    public void Restore(BrokerState state, IEventLog log)
    {
        _positions.Clear();
        foreach (var (trigger, acknowledged) in state.Positions)
            _positions[trigger] = state.Log == log.Id ? Clamp(acknowledged, log) : log.First;
    }

    public static Offset Clamp(Offset position, IEventLog log) => Offset.Max(log.First, Offset.Min(log.End, position));
}
