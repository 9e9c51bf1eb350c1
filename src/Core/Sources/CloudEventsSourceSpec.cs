using System.Collections.Immutable;
using Fabric.Delivery;

namespace Fabric.Sources;

/// <summary>Takes CloudEvents from outside (TriggerMesh CloudEventsSource).</summary>
public sealed record CloudEventsSourceSpec : SourceSpec
{
    /// <summary>The only path accepted, below the source's address; null for any; one that ends in <c>/</c> takes the subtree.</summary>
    public string? Path { get; init; }

    /// <summary>Any of these is valid; empty for no authentication.</summary>
    public ImmutableArray<BasicAuth> Credentials { get; init; } = [];

    /// <summary>Most requests a second; null for no limit.</summary>
    public int? RequestsPerSecond { get; init; }
}
