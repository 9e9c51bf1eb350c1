using Fabric.Brokers;
using Fabric.EventLog;
using Fabric.Telemetry;
using Microsoft.Extensions.Logging;

namespace Fabric.Postgres.Logs;

/// <summary>
/// Opens brokers' logs in memory or in PostgreSQL. A broker that asks for files gets PostgreSQL as well: the disk of one
/// machine of a cluster is not durable for the others.
/// </summary>
internal sealed class PostgresEventLogs(
    PostgresDatabase database, PostgresOptions options, TimeProvider time, ILoggerFactory loggers, FabricMetrics metrics) : IEventLogs
{
    private readonly ILogger _logger = loggers.CreateLogger<PostgresEventLog>();

    public async ValueTask<IEventLog> Open(
        ResourceName broker, int partition, BrokerSpec spec, CancellationToken cancellationToken) =>
        spec.Storage == StorageKind.Memory
            ? new MemoryEventLog(spec.Limits, time)
            : await PostgresEventLog.Open(
                new LogOptions(Name(broker, partition), spec.Limits, options.SegmentBytes, options.HotBytes) { Committed = metrics.AppendSynced },
                database, time, _logger, cancellationToken);

    public async ValueTask Delete(ResourceName broker, int partition, StorageKind storage, CancellationToken cancellationToken)
    {
        if (storage != StorageKind.Memory)
            await new LogClaims(database).Remove(Name(broker, partition), cancellationToken);
    }

    private static string Name(ResourceName broker, int partition) => $"brokers/{broker}/{partition}";
}
