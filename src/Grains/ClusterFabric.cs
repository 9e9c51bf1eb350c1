using Fabric.Brokers;
using Fabric.Triggers;

namespace Fabric.Grains;

/// <summary>A fabric of many silos: a grain reference <i>is</i> the broker or trigger.</summary>
public sealed class ClusterFabric(IGrainFactory grains) : IFabric
{
    public IBroker Broker(ResourceName broker, int partition) =>
        grains.GetGrain<IBrokerGrain>(GrainNames.OfBroker(broker, partition));

    public ITrigger Trigger(ResourceName trigger) => grains.GetGrain<ITriggerGrain>(trigger.ToString());
}
