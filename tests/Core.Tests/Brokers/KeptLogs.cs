using Fabric.Brokers;
using Fabric.EventLog;

namespace Fabric.Core.Tests.Brokers;

/// <summary>Logs that are still there when a broker is opened again.</summary>
internal sealed class KeptLogs(TimeProvider time) : IEventLogs
{
    private readonly Dictionary<(ResourceName, int), KeptLog> _logs = [];

    /// <summary>Thrown by the next opens; null for none.</summary>
    public IOException? Failure { get; set; }

    public int Opened { get; private set; }

    public KeptLog this[ResourceName broker, int partition = 0] => _logs[(broker, partition)];

    public bool Has(ResourceName broker, int partition = 0) => _logs.ContainsKey((broker, partition));

    public ValueTask<IEventLog> Open(
        ResourceName broker, int partition, BrokerSpec spec, CancellationToken cancellationToken)
    {
        if (Failure is not null)
            throw Failure;
        Opened++;
        if (!_logs.TryGetValue((broker, partition), out var log))
            _logs[(broker, partition)] = log = new KeptLog(new MemoryEventLog(spec.Limits, time));
        log.IsOpen = true;
        return ValueTask.FromResult<IEventLog>(log);
    }

    public ValueTask Delete(ResourceName broker, int partition, StorageKind storage, CancellationToken cancellationToken)
    {
        _logs.Remove((broker, partition));
        return ValueTask.CompletedTask;
    }
}
