namespace Fabric.Resources.Resolving;

/// <summary>Checks the resources of one snapshot after another, each again only when its body has changed.</summary>
internal sealed class CheckedResources
{
    private Dictionary<ResourceKey, CheckedResource> _known = [];

    public IReadOnlyCollection<CheckedResource> Of(CatalogSnapshot snapshot)
    {
        var current = new Dictionary<ResourceKey, CheckedResource>(snapshot.Resources.Length);
        foreach (var resource in snapshot.Resources)
        {
            current[resource.Key] = _known.TryGetValue(resource.Key, out var known) && IsSame(known.Resource.Metadata, resource.Metadata)
                ? known with { Resource = resource }
                : CheckedResource.Of(resource);
        }

        _known = current;
        return current.Values;
    }

    private static bool IsSame(ResourceMetadata left, ResourceMetadata right) =>
        left.Generation == right.Generation && left.Uid == right.Uid;
}
