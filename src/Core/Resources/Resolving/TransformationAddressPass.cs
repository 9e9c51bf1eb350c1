using Fabric.Delivery;
using Fabric.Resources.Kinds;

namespace Fabric.Resources.Resolving;

/// <summary>Gives transformations their addresses, before anything refers to them, as another one's sink may.</summary>
internal static class TransformationAddressPass
{
    public static void Run(TopologyDraft draft)
    {
        foreach (var transformation in draft.Of(TransformationKind.Group, TransformationKind.Name))
        {
            var workload = Workload.Of(transformation);
            var address = draft.Addresses.ClusterLocal(workload.Name, transformation.Namespace);
            var destination = new Destination(address, DestinationKind.Transformation, workload);
            draft.Hosts.TryAdd(workload, destination);
            draft.Addressables[transformation.Key] = new(destination);
        }
    }
}
