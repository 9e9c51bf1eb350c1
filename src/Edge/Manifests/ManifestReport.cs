using System.Collections.Immutable;
using Fabric.Resources;

namespace Fabric.Edge.Manifests;

/// <summary>What became of the manifests in one look at them.</summary>
public sealed record ManifestReport
{
    /// <summary>How many files there are.</summary>
    public int Files { get; init; }

    /// <summary>Each manifest that was new or had changed, and is stored now.</summary>
    public ImmutableArray<AppliedManifest> Applied { get; init; } = [];

    /// <summary>Resources whose manifest is gone.</summary>
    public ImmutableArray<ResourceKey> Removed { get; init; } = [];

    /// <summary>What is not stored, and why: files that cannot be read, manifests that are none.</summary>
    public ImmutableArray<ManifestFault> Faults { get; init; } = [];

    /// <summary>What is stored and does not work as written: faults of fields, fields without effect.</summary>
    public ImmutableArray<ManifestFault> Warnings { get; init; } = [];

    /// <summary>True where manifests have gone just now: the next look removes their resources if they stay away.</summary>
    public bool AwaitsRemoval { get; init; }
}

/// <summary>A manifest that is stored.</summary>
public sealed record AppliedManifest(ResourceKey Key, PutStatus Status, string File, int Line)
{
    public override string ToString() => $"{File}:{Line}: {Key} {Status.ToString().ToLowerInvariant()}";
}
