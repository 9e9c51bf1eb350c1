using Fabric.Brokers;
using Fabric.Delivery;
using Fabric.Journals;
using Fabric.Resources;
using Fabric.Tails;
using Fabric.Telemetry;
using Fabric.Triggers;
using Microsoft.Extensions.Logging;

namespace Fabric.Grains;

/// <summary>What the grains of a silo share.</summary>
internal sealed class GrainEnvironment(
    IFabric fabric, ITopology topology, ClusterStorage storage, ISubscribers subscribers, Publisher publisher,
    TimeProvider time, FabricMetrics metrics, ILoggerFactory loggers)
{
    private readonly ILogger<Trigger> _log = loggers.CreateLogger<Trigger>();
    private readonly JournalRoom _journals = new();

    /// <summary>What is known here about brokers and triggers; behind the newest for a moment.</summary>
    public Topology Topology => topology.Current;

    public TimeProvider Time => time;

    /// <summary>Everything of a broker whose events are in memory lives and dies with its activation.</summary>
    public BrokerEnvironment OfBroker(ActivationMemory memory, ITailSink tail) => new(
        new ClusterEventLogs(storage.Logs, memory, time), new ClusterBrokerStates(storage.Brokers, memory), time, loggers, metrics) { Tail = tail };

    public TriggerServices OfTrigger() =>
        new(fabric, subscribers, publisher, storage.Triggers, new ClusterDeadLetters(storage.DeadLetters, time), time, metrics, _log)
        {
            Journals = _journals,
        };
}
