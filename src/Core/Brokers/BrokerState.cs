using System.Collections.Immutable;
using Fabric.EventLog;

namespace Fabric.Brokers;

/// <summary>What a broker partition remembers beside its log.</summary>
/// <param name="Spec">What it is.</param>
/// <param name="Log">The log that the positions belong to.</param>
/// <param name="Positions">How far each trigger has come; may lag behind what the triggers themselves remember.</param>
public sealed record BrokerState(BrokerSpec Spec, Guid Log, ImmutableArray<TriggerPosition> Positions) : IEpochState
{
    public long Epoch { get; init; }

    public BrokerState Without(ResourceName trigger) =>
        this with { Positions = Positions.RemoveAll(position => position.Trigger == trigger) };
}

/// <summary>Everything before an offset was handled by a trigger.</summary>
public sealed record TriggerPosition(ResourceName Trigger, Offset Acknowledged);
