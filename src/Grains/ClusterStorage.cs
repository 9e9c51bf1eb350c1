using Fabric.Brokers;
using Fabric.Resources;
using Fabric.Triggers;

namespace Fabric.Grains;

/// <summary>Where a cluster keeps what it has to keep: the same for every silo, so that a grain finds it wherever it lives.</summary>
/// <param name="Logs">The logs of brokers that are not kept in memory.</param>
/// <param name="DeadLetters">Durable dead letter lists.</param>
/// <param name="Brokers">What durable brokers remember beside their logs.</param>
/// <param name="Triggers">The cursors of durable triggers.</param>
/// <param name="Catalog">The resources; null keeps them as long as the silo that holds them lives.</param>
/// <param name="Durable">The kind of storage that these are.</param>
public sealed record ClusterStorage(
    IEventLogs Logs,
    IDeadLetterLogs DeadLetters,
    IStateStore<BrokerState> Brokers,
    IStateStore<TriggerState> Triggers,
    ICatalogStore? Catalog,
    StorageKind Durable);
