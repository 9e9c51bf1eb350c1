using System.Text.Json.Nodes;
using Fabric.Cli.Calls;
using Fabric.Cli.Components;
using Fabric.Filters;
using Fabric.Resources.Kinds;

namespace Fabric.Cli.Resources;

/// <summary>Finds the resources that words name, in the namespace of a call.</summary>
internal static class ResourceSearch
{
    /// <summary>All of the kind, or each that is named.</summary>
    /// <exception cref="Refusal">One that is named is not there.</exception>
    public static async Task<IReadOnlyList<(ResourceKind Kind, JsonObject Manifest)>> Find(VerbCall call, ResourceWords words)
    {
        var all = new List<(ResourceKind Kind, JsonObject Manifest)>();
        foreach (var kind in words.Kinds)
            all.AddRange((await call.Resources.List(kind, call.Context.Namespace, call.Cancellation)).Select(manifest => (kind, manifest)));
        if (words.Names.Count == 0)
            return all;
        foreach (var name in words.Names.Where(name => all.All(each => each.Manifest.Name() != name)))
            throw Missing(call, words.Word, name, all.Select(each => each.Manifest.Name()));
        return [.. words.Names.SelectMany(name => all.Where(each => each.Manifest.Name() == name))];
    }

    public static Refusal Missing(VerbCall call, string word, string name, IEnumerable<string> known) => new(
        $"there is no {word} \"{name}\" in namespace {call.Context.Namespace}{NearestName.Hint(name, known)}; see what there is with: fabric get {word}");
}
