using Fabric.Tails;
using Fabric.Telemetry;
using Microsoft.Extensions.Logging;

namespace Fabric.Brokers;

/// <summary>What a broker needs from its host.</summary>
public sealed record BrokerEnvironment(
    IEventLogs Logs, IStateStore<BrokerState> States, TimeProvider Time, ILoggerFactory Loggers, FabricMetrics Metrics)
{
    /// <summary>Where those who look on hear of appended events; null where nobody can.</summary>
    public ITailSink? Tail { get; init; }
}
