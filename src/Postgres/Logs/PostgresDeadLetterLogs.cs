using Fabric.EventLog;
using Fabric.Triggers;
using Microsoft.Extensions.Logging;

namespace Fabric.Postgres.Logs;

/// <summary>Opens triggers' dead letter logs in memory, or in PostgreSQL.</summary>
internal sealed class PostgresDeadLetterLogs(
    PostgresDatabase database, PostgresOptions options, TimeProvider time, ILoggerFactory loggers) : IDeadLetterLogs
{
    // What a trigger could not deliver stays until a person redrives or purges it, however old it is.
    private static readonly LogLimits Limits = new() { MaxBytes = 1L << 30 };

    private readonly ILogger _logger = loggers.CreateLogger<PostgresEventLog>();

    public async ValueTask<IEventLog> Open(ResourceName trigger, bool durable, CancellationToken cancellationToken) =>
        durable
            ? await PostgresEventLog.Open(
                new LogOptions(Name(trigger), Limits, options.SegmentBytes, HotBytes: 0), database, time, _logger, cancellationToken)
            : new MemoryEventLog(LogLimits.MemoryDefault, time);

    public async ValueTask Delete(ResourceName trigger, bool durable, CancellationToken cancellationToken) =>
        await new LogClaims(database).Remove(Name(trigger), cancellationToken);

    private static string Name(ResourceName trigger) => $"deadletters/{trigger}";
}
