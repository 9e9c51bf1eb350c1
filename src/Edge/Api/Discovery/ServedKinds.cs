using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Fabric.Resources.Kinds;

namespace Fabric.Edge.Api.Discovery;

/// <summary>The kinds by group and version, as discovery shows them.</summary>
internal static class ServedKinds
{
    public static ImmutableArray<string> Verbs { get; } =
        ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"];

    /// <summary>Groups other than the core group, with their versions and kinds.</summary>
    public static ILookup<string, ResourceKind> Groups { get; } =
        KindRegistry.All.Where(kind => kind.Group.Length > 0).ToLookup(kind => kind.Group);

    public static IReadOnlyList<ResourceKind> Of(string group, string version) =>
        [.. KindRegistry.All.Where(kind => kind.Group == group && kind.Version == version)];

    public static IReadOnlyList<string> Versions(string group) =>
        [.. KindRegistry.All.Where(kind => kind.Group == group).Select(kind => kind.Version).Distinct()];

    /// <summary>A JSON list of texts.</summary>
    public static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(text => (JsonNode)JsonValue.Create(text))]);
}
