using System.Collections.Immutable;
using Fabric.Delivery;

namespace Fabric.Sources;

/// <summary>A source with its references and secrets resolved.</summary>
public abstract record SourceSpec
{
    public required ResourceName Name { get; init; }

    /// <summary>The name that TriggerMesh gives the workload, <c>webhooksource-webhook</c>: also the first label of its host.</summary>
    public required string Workload { get; init; }

    /// <summary>Where events go; null while the reference resolves to nothing: the source answers 503.</summary>
    public Destination? Sink { get; init; }

    /// <summary>Attributes set on every event (<c>ceOverrides.extensions</c>), by lower-case name.</summary>
    public ImmutableSortedDictionary<string, string> Overrides { get; init; } =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>True for a source that says the same: it need not be restarted.</summary>
    public virtual bool Equals(SourceSpec? other) =>
        other is not null && EqualityContract == other.EqualityContract && Name == other.Name && Workload == other.Workload
        && Sink == other.Sink && Overrides.SequenceEqual(other.Overrides);

    public override int GetHashCode() => HashCode.Combine(EqualityContract, Name);
}
