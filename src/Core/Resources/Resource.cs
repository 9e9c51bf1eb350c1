using System.Collections.Immutable;
using System.Text.Json;

namespace Fabric.Resources;

/// <summary>One resource as the catalog keeps it; immutable.</summary>
public sealed record Resource
{
    public required ResourceKey Key { get; init; }

    /// <summary>Group and version, as <c>eventing.triggermesh.io/v1alpha1</c>.</summary>
    public required string ApiVersion { get; init; }

    public required ResourceMetadata Metadata { get; init; }

    /// <summary>The manifest without <c>apiVersion</c>, <c>kind</c>, <c>metadata</c> and <c>status</c>: an object, usually <c>{"spec": …}</c>.</summary>
    public required JsonElement Body { get; init; }

    /// <summary>What the fabric found out: conditions, addresses. Null before the first look.</summary>
    public JsonElement? Status { get; init; }

    /// <summary>The file that declares the resource; null for one that came through the API.</summary>
    public string? Origin { get; init; }
}

/// <summary>The metadata of a resource (Kubernetes ObjectMeta, as far as it has a meaning here).</summary>
public sealed record ResourceMetadata
{
    public string Uid { get; init; } = "";

    /// <summary>Counts changes of the body; 1 for a new resource.</summary>
    public long Generation { get; init; } = 1;

    /// <summary>The catalog's version when the resource, its status included, last changed.</summary>
    public long ResourceVersion { get; init; }

    public DateTimeOffset Created { get; init; }

    public ImmutableSortedDictionary<string, string> Labels { get; init; } =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    public ImmutableSortedDictionary<string, string> Annotations { get; init; } =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);
}
