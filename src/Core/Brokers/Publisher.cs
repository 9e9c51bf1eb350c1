using Fabric.Events;
using Fabric.Resources;

namespace Fabric.Brokers;

/// <summary>
/// The way into brokers for everything in this process: chooses partitions, joins what arrives together into one call
/// for each partition, and bounds what waits.
/// </summary>
public sealed class Publisher(IFabric fabric, ITopology topology, TimeProvider time)
{
    /// <summary>Publishes events to a broker; answers when all of them are kept or refused.</summary>
    public ValueTask<PublishOutcome> Publish(
        ResourceName broker, EventBatch events, PublishKind kind, CancellationToken cancellationToken) =>
        throw new NotImplementedException($"{fabric}{topology}{time}{broker}{events}{kind}{cancellationToken}");
}
