using System.Text.Json;
using System.Text.Json.Nodes;
using Fabric.Cli.Calls;
using Fabric.Cli.Client;
using Fabric.Embedded.Catalogs;
using Fabric.Resources;
using Fabric.Resources.Kinds;

namespace Fabric.Cli.Contexts;

/// <summary>The resources of a local node that does not run, from its folder. They have no status.</summary>
internal sealed class StoppedNode(FabricHome home, Context context) : IResources
{
    private readonly FileCatalogStore _store = new(
        Path.Combine(new BackgroundNode(home, context, TimeProvider.System).DataFolder, "catalog"));

    /// <summary>Everything kept, secrets included; also while the node runs.</summary>
    public async Task<IReadOnlyList<JsonObject>> ReadAll(CancellationToken cancellation) =>
        [.. (await _store.Read(cancellation)).Select(Manifest)];

    public async Task<IReadOnlyList<JsonObject>> List(ResourceKind kind, string space, CancellationToken cancellation) =>
    [
        .. (await _store.Read(cancellation))
            .Where(resource => resource.Key.Group == kind.Group && resource.Key.Kind == kind.Kind
                && (!kind.Namespaced || resource.Key.Namespace == space))
            .Select(Manifest),
    ];

    public async Task<JsonObject?> Find(ResourceKind kind, string space, string name, CancellationToken cancellation) =>
        (await List(kind, space, cancellation)).FirstOrDefault(each => each["metadata"]!["name"]!.GetValue<string>() == name);

    public async Task<(JsonObject Resource, bool IsNew)> Apply(
        JsonObject manifest, ResourceKind kind, string space, CancellationToken cancellation)
    {
        var named = (JsonObject)manifest.DeepClone();
        if (kind.Namespaced && named["metadata"] is JsonObject metadata)
            metadata["namespace"] ??= space;
        using var catalog = await Catalog.Open(TimeProvider.System, _store, cancellation);
        var element = JsonSerializer.SerializeToElement(named);
        var outcome = await catalog.Put(element, new PutOptions(DryRun: true), cancellation);
        if (outcome.Faults.Length > 0)
            throw new Refusal($"{kind.Kind} \"{manifest["metadata"]?["name"]}\": {string.Join("; ", outcome.Faults)}");
        outcome = await catalog.Put(element, new PutOptions(), cancellation);
        return (Manifest(outcome.Resource!), outcome.Status == PutStatus.Created);
    }

    public async Task<bool> Delete(ResourceKind kind, string space, string name, CancellationToken cancellation)
    {
        using var catalog = await Catalog.Open(TimeProvider.System, _store, cancellation);
        return await catalog.Delete(new ResourceKey(kind.Group, kind.Kind, kind.Namespaced ? space : "", name), cancellation) is not null;
    }

    private static JsonObject Manifest(Resource resource) =>
        JsonNode.Parse(ManifestJson.Manifest(resource, withStatus: false).GetRawText())!.AsObject();
}
