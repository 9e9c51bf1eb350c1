using Fabric.Brokers;
using Fabric.Triggers;

namespace Fabric;

/// <summary>
/// The front door: finds a broker partition or a trigger by name. In one process this is a dictionary; in a cluster it
/// is a grain reference. Finding never fails; a call to something that was never configured does, with its outcome.
/// </summary>
public interface IFabric
{
    /// <summary>One partition of a broker.</summary>
    /// <param name="broker">The broker's name.</param>
    /// <param name="partition">0-based; a broker has <see cref="BrokerSpec.Partitions"/> of them.</param>
    IBroker Broker(ResourceName broker, int partition);

    /// <summary>A trigger.</summary>
    ITrigger Trigger(ResourceName trigger);
}
