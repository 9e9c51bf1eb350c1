using Fabric.Brokers;

namespace Fabric.Resources.Resolving;

/// <summary>Makes of the resources of a catalog what they amount to. A pure function.</summary>
public static class TopologyBuilder
{
    /// <param name="snapshot">The resources, with the statuses they have now: what did not change keeps its time.</param>
    /// <param name="addresses">How this host is reached.</param>
    /// <param name="now">The time of conditions that change.</param>
    /// <param name="durable">Where this host keeps what must survive a restart.</param>
    public static TopologyResult Build(
        CatalogSnapshot snapshot, NodeAddresses addresses, DateTimeOffset now, StorageKind durable = StorageKind.File) =>
        Build(new CheckedResources().Of(snapshot), addresses, now, durable);

    /// <summary>The same, of resources that were checked before.</summary>
    internal static TopologyResult Build(
        IEnumerable<CheckedResource> resources, NodeAddresses addresses, DateTimeOffset now, StorageKind durable)
    {
        var draft = new TopologyDraft(resources, addresses, durable);
        BrokerPass.Run(draft);
        SourceAddressPass.Run(draft);
        TargetPass.Run(draft);
        TransformationAddressPass.Run(draft);
        DisplayPass.Run(draft);
        TransformationPass.Run(draft);
        SourcePass.Run(draft);
        TriggerPass.Run(draft);
        KeptPass.Run(draft);
        return draft.Finish(now);
    }
}
