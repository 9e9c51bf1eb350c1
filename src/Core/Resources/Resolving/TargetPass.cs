using Fabric.Delivery;
using Fabric.Targets;

namespace Fabric.Resources.Resolving;

/// <summary>Resolves targets that lead out of the fabric.</summary>
internal static class TargetPass
{
    private const string Group = "targets.triggermesh.io";

    public static void Run(TopologyDraft draft)
    {
        foreach (var target in draft.Of(Group, "CloudEventsTarget"))
            Add(draft, target, DestinationKind.CloudEventsTarget, TargetSpecs.CloudEvents(draft, target));
        foreach (var target in draft.Of(Group, "HTTPTarget"))
            Add(draft, target, DestinationKind.HttpTarget, TargetSpecs.Http(draft, target));
    }

    private static void Add(
        TopologyDraft draft, CheckedResource target, DestinationKind kind, (TargetSpec? Spec, string? Problem) read)
    {
        var workload = Workload.Of(target);
        var address = draft.Addresses.ClusterLocal(workload.Name, target.Namespace);
        var node = draft.Addresses.Node("targets", target.Namespace, workload.Name);
        var problem = read.Problem ?? (target.Faults.IsEmpty ? null : string.Join("; ", target.Faults));

        var status = draft.Status(target).Check("Deployed", read.Problem, "SecretNotFound");
        status.Address(address.OriginalString, ("http", address.OriginalString), ("node", node.OriginalString));
        var destination = new Destination(address, kind, workload);
        draft.Hosts.TryAdd(workload, destination);
        if (problem is null)
            draft.Targets.Add(workload, read.Spec!);
        draft.Addressables[target.Key] = problem is null
            ? new(destination)
            : new(null, $"{target.Key} is not ready: {problem}");
    }
}
