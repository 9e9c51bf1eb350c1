using Fabric.Resources;
using Fabric.Resources.Kinds;

namespace Fabric.Edge.Api;

/// <summary>What a path of the resource API names.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Namespace">Empty for all namespaces and for cluster-wide kinds.</param>
/// <param name="Name">Empty for a collection.</param>
/// <param name="Subresource">As <c>status</c>; empty for the resource itself.</param>
internal sealed record ResourceAddress(ResourceKind Kind, string Namespace, string Name, string Subresource)
{
    public bool IsCollection => Name.Length == 0;

    public ResourceKey Key => new(Kind.Group, Kind.Kind, Namespace, Name);

    /// <summary>Reads what follows <c>/api/v1/</c> or <c>/apis/GROUP/VERSION/</c>; null where nothing is served there.</summary>
    public static ResourceAddress? Parse(string group, string version, string path)
    {
        var segments = path.Split('/');
        if (segments.Any(segment => segment.Length == 0))
            return null;
        if (segments is ["namespaces", var ns, var plural, .. var rest] && rest.Length <= 2
            && KindRegistry.FindPlural(group, version, plural) is { Namespaced: true } namespaced)
        {
            return new ResourceAddress(namespaced, ns, rest.ElementAtOrDefault(0) ?? "", rest.ElementAtOrDefault(1) ?? "");
        }

        if (segments.Length > 3 || KindRegistry.FindPlural(group, version, segments[0]) is not { } kind)
            return null;
        return kind.Namespaced && segments.Length > 1
            ? null
            : new ResourceAddress(kind, "", segments.ElementAtOrDefault(1) ?? "", segments.ElementAtOrDefault(2) ?? "");
    }
}
