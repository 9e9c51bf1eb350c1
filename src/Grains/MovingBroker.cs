using Fabric.Brokers;
using Fabric.EventLog;
using Fabric.Events;

namespace Fabric.Grains;

/// <summary>A memory broker on its way to another silo: all that there is of it.</summary>
[GenerateSerializer]
[Alias("fabric.MovingBroker")]
[Immutable]
internal sealed record MovingBroker(
    [property: Id(0)] BrokerState State,
    [property: Id(1)] Guid Log,
    [property: Id(2)] EventBatch Events,
    [property: Id(3)] Offset Next,
    [property: Id(4)] Offset Released,
    [property: Id(5)] long Dropped)
{
    /// <summary>Its name in the context of a migration.</summary>
    public const string Key = "fabric.broker";

    public static MovingBroker Of(BrokerState state, MemoryLogContent log) =>
        new(state, log.Id, log.Events, log.Next, log.Released, log.Dropped);

    public MemoryLogContent Content => new(Log, Events, Next, Released, Dropped);
}
