using Fabric.Resources;
using Orleans.Runtime.Placement;

namespace Fabric.Grains.Placement;

/// <summary>
/// Counts the partitions of all brokers through, in the order of their names, and deals them out to the silos in turn:
/// every silo comes to the same answer, and gets its share. Those that run stay where they are.
/// </summary>
internal sealed class SpreadBrokersDirector(ITopology topology) : IPlacementDirector
{
    public Task<SiloAddress> OnAddActivation(PlacementStrategy strategy, PlacementTarget target, IPlacementContext context)
    {
        var silos = context.GetCompatibleSilos(target);
        if (IPlacementDirector.GetPlacementHint(target.RequestContextData, silos) is { } hint)
            return Task.FromResult(hint);
        var (broker, partition) = GrainNames.Broker(target.GrainIdentity.Key.ToString()!);
        return Task.FromResult(SiloOf(broker, partition, silos));
    }

    /// <summary>Where a partition belongs that is nowhere yet.</summary>
    public SiloAddress SiloOf(ResourceName broker, int partition, SiloAddress[] silos)
    {
        var brokers = topology.Current.Brokers;
        var place = brokers.ContainsKey(broker)
            ? brokers.Where(other => other.Key < broker).Sum(other => (long)other.Value.Partitions) + partition
            : Stable(broker.ToString()) + partition;
        return silos.Order().ElementAt((int)(place % silos.Length));
    }

    private static long Stable(string text) => text.Aggregate(17L, (hash, letter) => ((hash * 31) + letter) & 0x7fff_ffff);
}
