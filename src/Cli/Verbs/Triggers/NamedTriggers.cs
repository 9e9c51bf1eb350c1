using System.Text.Json.Nodes;
using Fabric.Cli.Calls;
using Fabric.Cli.Components;
using Fabric.Filters;
using Fabric.Resources.Kinds;

namespace Fabric.Cli.Verbs.Triggers;

/// <summary>The triggers of the namespace, of whatever kind.</summary>
internal static class NamedTriggers
{
    /// <exception cref="Refusal">There is none of that name.</exception>
    public static async Task<(ResourceKind Kind, JsonObject Trigger)> Find(VerbCall call, string name)
    {
        var all = await All(call);
        var found = all.Find(each => each.Manifest.Name() == name);
        return found.Manifest is not null
            ? found
            : throw new Refusal(
                $"there is no trigger \"{name}\" in namespace {call.Context.Namespace}{NearestName.Hint(name, all.Select(each => each.Manifest.Name()))}; see what there is with: fabric trigger lag");
    }

    public static async Task<List<(ResourceKind Kind, JsonObject Manifest)>> All(VerbCall call)
    {
        var found = new List<(ResourceKind, JsonObject)>();
        foreach (var kind in KindRegistry.Named(null, "triggers"))
            found.AddRange((await call.Client.List(kind, call.Context.Namespace, call.Cancellation)).Select(manifest => (kind, manifest)));
        return found;
    }
}
