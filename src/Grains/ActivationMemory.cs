using Fabric.Brokers;

namespace Fabric.Grains;

/// <summary>What a memory broker remembers beside its events, as long as its activation lives.</summary>
internal sealed class ActivationMemory
{
    public BrokerState? State { get; set; }
}
