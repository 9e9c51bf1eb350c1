using Fabric.Resources;
using Orleans.Runtime.Placement;

namespace Fabric.Grains.Placement;

/// <summary>
/// Places a trigger in the silo where its broker's partition is, so that reading costs no network; the triggers of a broker
/// with several partitions are dealt out to where these are.
/// </summary>
internal sealed class NearBrokerDirector(ITopology topology, SpreadBrokersDirector brokers, GrainsOptions options, IGrainFactory grains)
    : IPlacementDirector
{
    public async Task<SiloAddress> OnAddActivation(PlacementStrategy strategy, PlacementTarget target, IPlacementContext context)
    {
        var silos = context.GetCompatibleSilos(target);
        if (IPlacementDirector.GetPlacementHint(target.RequestContextData, silos) is { } hint)
            return hint;
        var hash = target.GrainIdentity.GetUniformHashCode();
        var name = GrainNames.Resource(target.GrainIdentity.Key.ToString()!);
        if (options.Triggers == TriggerPlacement.Spread || !topology.Current.Triggers.TryGetValue(name, out var trigger))
            return silos.Order().ElementAt((int)(hash % silos.Length));
        var partition = (int)(hash % Math.Max(1, trigger.Partitions));
        var broker = grains.GetGrain<IBrokerGrain>(GrainNames.OfBroker(trigger.Broker, partition));
        var found = await grains.GetGrain<IManagementGrain>(0).GetActivationAddress(broker);
        return found is not null && silos.Contains(found) ? found : brokers.SiloOf(trigger.Broker, partition, silos);
    }
}
