using Orleans.Placement;

namespace Fabric.Grains.Placement;

/// <summary>Places a trigger in the silo of the broker partition that it reads.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class NearBrokerAttribute() : PlacementAttribute(new NearBroker());

/// <inheritdoc cref="NearBrokerAttribute"/>
[Serializable]
[GenerateSerializer]
[Immutable]
internal sealed class NearBroker : PlacementStrategy;
