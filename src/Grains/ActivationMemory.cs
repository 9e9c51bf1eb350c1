using Fabric.Brokers;
using Fabric.EventLog;

namespace Fabric.Grains;

/// <summary>What there is of a memory broker: it lives with its activation, and moves along with it.</summary>
internal sealed class ActivationMemory
{
    // One message carries it; Orleans takes up to 100 MB.
    private const long MostBytes = 64 << 20;

    /// <summary>What it remembers beside its events.</summary>
    public BrokerState? State { get; set; }

    /// <summary>Its events; null for a broker that keeps them elsewhere.</summary>
    public MemoryEventLog? Log { get; set; }

    /// <summary>Events that came along from another silo and are not opened yet.</summary>
    public MemoryLogContent? Arrived { get; set; }

    /// <summary>What leaves; null where nothing is to be taken along.</summary>
    public MemoryLogContent? Leaving { get; private set; }

    /// <summary>Takes up what has come from another silo.</summary>
    public void Arrive(MovingBroker broker) => (State, Arrived) = (broker.State, broker.Content);

    /// <summary>Holds on to the events, before the log is closed.</summary>
    public void PrepareToLeave() => Leaving = Log?.Content(MostBytes);
}
