using Fabric.Telemetry;
using Microsoft.Extensions.Logging;

namespace Fabric.Brokers;

/// <summary>What a broker needs from its host.</summary>
public sealed record BrokerEnvironment(
    IEventLogs Logs, IStateStore<BrokerState> States, TimeProvider Time, ILoggerFactory Loggers, FabricMetrics Metrics);
