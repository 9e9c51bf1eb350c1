using Fabric.Brokers;
using Fabric.EventLog;

namespace Fabric.Grains;

/// <summary>Opens the logs of memory brokers in the activation, those of the others in the cluster's storage.</summary>
internal sealed class ClusterEventLogs(IEventLogs stored, ActivationMemory memory, TimeProvider time) : IEventLogs
{
    public ValueTask<IEventLog> Open(ResourceName broker, int partition, BrokerSpec spec, CancellationToken cancellationToken) =>
        spec.Storage == StorageKind.Memory
            ? new(InMemory(spec.Limits))
            : stored.Open(broker, partition, spec, cancellationToken);

    public ValueTask Delete(ResourceName broker, int partition, StorageKind storage, CancellationToken cancellationToken)
    {
        memory.Log = null;
        return storage == StorageKind.Memory ? default : stored.Delete(broker, partition, storage, cancellationToken);
    }

    private MemoryEventLog InMemory(LogLimits limits)
    {
        memory.Log = memory.Arrived is { } arrived ? MemoryEventLog.From(arrived, limits, time) : new MemoryEventLog(limits, time);
        memory.Arrived = null;
        return memory.Log;
    }
}
