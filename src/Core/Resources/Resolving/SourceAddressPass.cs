using Fabric.Delivery;

namespace Fabric.Resources.Resolving;

/// <summary>Gives the sources that take requests their addresses, before anything refers to them.</summary>
internal static class SourceAddressPass
{
    private const string Group = "sources.triggermesh.io";

    public static void Run(TopologyDraft draft)
    {
        var sources = draft.Of(key => key is { Group: Group, Kind: "WebhookSource" or "CloudEventsSource" }).ToList();
        var shared = sources.GroupBy(source => source.Name).Where(same => same.Count() > 1).Select(same => same.Key).ToHashSet();
        foreach (var source in sources)
        {
            var kind = source.Key.Kind == "WebhookSource" ? DestinationKind.WebhookSource : DestinationKind.CloudEventsSource;
            var workload = Workload.Of(source);
            var path = shared.Contains(source.Name) ? workload.Name : source.Key.Name;
            var node = draft.Addresses.Node("sources", source.Namespace, path);
            var local = draft.Addresses.ClusterLocal(workload.Name, source.Namespace);
            var address = source.Spec["adapterOverrides"]["public"].Flag == false
                ? local
                : draft.Addresses.Public(workload.Name, source.Namespace, path);
            var destination = new Destination(address, kind, workload);
            draft.Addressables[source.Key] = new(destination);
            draft.Hosts.TryAdd(workload, destination);
            draft.SourceAddresses[source.Key] = (address, local, node);
        }
    }
}
