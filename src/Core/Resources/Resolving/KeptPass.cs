using Fabric.Resources.Kinds;

namespace Fabric.Resources.Resolving;

/// <summary>Writes the statuses of what is only kept: namespaces, and secrets and config maps that have faults.</summary>
internal static class KeptPass
{
    public static void Run(TopologyDraft draft)
    {
        foreach (var kept in draft.Of(key => key is { Group: "", Kind: "Secret" or "ConfigMap" }))
        {
            // One that had faults keeps a status, which then says that they are gone.
            if (!kept.Faults.IsEmpty || kept.Resource.Status is not null)
                draft.Status(kept);
        }

        foreach (var kept in draft.Of("", NamespaceKind.Name))
            draft.Status(kept).Fields["phase"] = "Active";
    }
}
