using Fabric.Brokers;
using Fabric.Contract.Time;
using Fabric.EventLog;
using Fabric.Events;
using Fabric.Filters;
using Fabric.Telemetry;
using Microsoft.Extensions.Logging.Abstractions;

namespace Fabric.Core.Tests.Brokers;

/// <summary>A broker over a log and a state that outlive it.</summary>
internal sealed class BrokerFixture
{
    public static readonly ResourceName Name = new("default", "orders");
    public static readonly ResourceName First = new("default", "first");
    public static readonly ResourceName Second = new("default", "second");

    private readonly BrokerEnvironment _environment;

    public BrokerFixture()
    {
        Logs = new KeptLogs(Clock);
        _environment = new BrokerEnvironment(
            Logs, States, Clock, NullLoggerFactory.Instance, new FabricMetrics(new UnobservedMeters()));
    }

    public ManualClock Clock { get; } = new();

    public KeptLogs Logs { get; }

    public KeptLog Log => Logs[Name];

    public KeptStates<BrokerState> States { get; } = new();

    public async Task<Broker> Open(BrokerSpec? spec = null)
    {
        var broker = await Reopen();
        await broker.Configure(spec ?? new BrokerSpec(), default);
        return broker;
    }

    public async Task<Broker> Reopen() => await Broker.Open(Name, 0, _environment, default);

    public static ReadRequest From(long offset, Filter? filter = null, int maxEvents = 100, TimeSpan wait = default) =>
        new(new Offset(offset), filter, maxEvents, 1 << 20, wait);

    /// <summary>Starts a read and answers once it waits.</summary>
    public async Task<Task<ReadOutcome>> Waiting(IBroker broker, ReadRequest request, CancellationToken cancellationToken = default)
    {
        var timers = Clock.ActiveTimers;
        var read = broker.Read(request with { Wait = TimeSpan.FromSeconds(30) }, cancellationToken).AsTask();
        await Contract.Turns.Until(() => Clock.ActiveTimers > timers);
        return read.WaitAsync(TimeSpan.FromSeconds(30), CancellationToken.None);
    }

    public static async Task<PublishOutcome> Publish(IBroker broker, EventBatch events) =>
        await broker.Publish(events, PublishKind.Ingest, default);
}
