using Orleans.Placement;

namespace Fabric.Grains.Placement;

/// <summary>Spreads broker partitions evenly over the silos.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class SpreadBrokersAttribute() : PlacementAttribute(new SpreadBrokers());

/// <inheritdoc cref="SpreadBrokersAttribute"/>
[Serializable]
[GenerateSerializer]
[Immutable]
internal sealed class SpreadBrokers : PlacementStrategy;
