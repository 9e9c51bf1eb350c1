using Fabric.Brokers;
using Fabric.EventLog;
using Fabric.Telemetry;
using Microsoft.Extensions.Logging;

namespace Fabric.Embedded.Storage;

/// <summary>Opens brokers' logs in memory or below the node's data directory.</summary>
/// <param name="directory">Holds the logs of File brokers; null for a node that keeps nothing.</param>
/// <param name="time">Stamps events.</param>
/// <param name="loggers">One category for all logs.</param>
/// <param name="metrics">Told about each sync.</param>
public sealed class StoredEventLogs(DataDirectory? directory, TimeProvider time, ILoggerFactory loggers, FabricMetrics metrics)
    : IEventLogs
{
    private readonly ILogger _logger = loggers.CreateLogger<FileEventLog>();

    public async ValueTask<IEventLog> Open(
        ResourceName broker, int partition, BrokerSpec spec, CancellationToken cancellationToken) => spec.Storage switch
    {
        StorageKind.Memory => new MemoryEventLog(spec.Limits, time),
        StorageKind.File => await FileEventLog.Open(
            new FileEventLogOptions
            {
                Directory = Folder(broker, partition),
                Limits = spec.Limits,
                Synced = metrics.AppendSynced,
            },
            time, _logger, cancellationToken),
        _ => throw new IOException(
            $"Broker {broker} wants storage {spec.Storage}, which this node does not have. Use Memory or File, or run the cluster."),
    };

    public ValueTask Delete(ResourceName broker, int partition, StorageKind storage, CancellationToken cancellationToken)
    {
        if (storage == StorageKind.File && directory is not null)
            FolderRemoval.Remove(Folder(broker, partition));
        return ValueTask.CompletedTask;
    }

    private string Folder(ResourceName broker, int partition) =>
        directory?.Folder("brokers", broker.Namespace, broker.Name, $"{partition}")
        ?? throw new IOException($"Broker {broker} keeps its events in files, and this node has no data directory: give it one with --data-dir.");
}
