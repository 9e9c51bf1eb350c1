using System.Collections.Immutable;
using System.Text.Json;

namespace Fabric.Resources.Resolving;

/// <summary>What a catalog amounts to.</summary>
/// <param name="Topology">Everything that can run, resolved.</param>
/// <param name="Statuses">The status of every resource that has one.</param>
public sealed record TopologyResult(Topology Topology, ImmutableDictionary<ResourceKey, JsonElement> Statuses);
