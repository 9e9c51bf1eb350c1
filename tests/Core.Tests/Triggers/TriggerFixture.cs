using System.Collections.Frozen;
using Fabric.Brokers;
using Fabric.Contract;
using Fabric.Contract.Time;
using Fabric.Core.Tests.Brokers;
using Fabric.Delivery;
using Fabric.Events;
using Fabric.Resources;
using Fabric.Telemetry;
using Fabric.Triggers;
using Microsoft.Extensions.Logging.Abstractions;

namespace Fabric.Core.Tests.Triggers;

/// <summary>A trigger between a real broker in memory and a scripted target, with a clock and turns that the test moves.</summary>
internal sealed class TriggerFixture : IFabric, ISubscribers, ITopology, IDisposable
{
    public static readonly ResourceName Name = new("default", "ship");
    public static readonly ResourceName BrokerName = new("default", "orders");
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(50);

    private readonly Dictionary<int, WatchedBroker> _brokers = [];
    private readonly BrokerEnvironment _environment;
    private readonly TriggerServices _services;
    private Trigger? _trigger;

    public TriggerFixture(BrokerSpec? broker = null)
    {
        Target = new ScriptedSubscriber(Clock);
        Sink = new ScriptedSubscriber(Clock);
        Letters = new KeptDeadLetterLogs(Clock);
        Saving = new HeldStates(States);
        var metrics = new FabricMetrics(new UnobservedMeters());
        _environment = new BrokerEnvironment(
            new KeptLogs(Clock), new KeptStates<BrokerState>(), Clock, NullLoggerFactory.Instance, metrics);
        BrokerSpec = broker ?? new BrokerSpec();
        _services = new TriggerServices(
            this, this, new Publisher(this, this, Clock), Saving, Letters, Clock, metrics, NullLogger<Trigger>.Instance)
        {
            Random = new NoJitter(),
        };
    }

    public ManualClock Clock { get; } = new();

    public PumpedTurns Turns { get; } = new();

    public ScriptedSubscriber Target { get; }

    public ScriptedSubscriber Sink { get; }

    public KeptStates<TriggerState> States { get; } = new();

    public HeldStates Saving { get; }

    public KeptDeadLetterLogs Letters { get; }

    public BrokerSpec BrokerSpec { get; }

    /// <summary>What the trigger is configured with; tests change it.</summary>
    public TriggerSpec Spec { get; set; } = new()
    {
        Broker = BrokerName,
        Target = new Destination(new Uri("http://target/")),
        Retry = new RetryPolicy { Retries = 3, Backoff = BackoffPolicy.Constant },
    };

    public Trigger Trigger => _trigger!;

    public TriggerStatus Status => Turns.Do(() => Trigger.Status(default).AsTask());

    public WatchedBroker Partition(int partition = 0)
    {
        if (_brokers.TryGetValue(partition, out var broker))
            return broker;
        var opened = Turns.Do(() => Fabric.Brokers.Broker.Open(BrokerName, partition, _environment, default).AsTask());
        return _brokers[partition] = new WatchedBroker(opened, Turns, Clock);
    }

    public void MakeBroker() => Turns.Do(async () =>
    {
        for (var partition = 0; partition < BrokerSpec.Partitions; partition++)
            await Partition(partition).Configure(BrokerSpec, default);
    });

    /// <summary>Makes the broker and starts the trigger.</summary>
    public TriggerFixture Start(Func<TriggerSpec, TriggerSpec>? change = null)
    {
        for (var partition = 0; partition < BrokerSpec.Partitions; partition++)
            Partition(partition);
        MakeBroker();
        Configure(change);
        return this;
    }

    /// <summary>Opens the trigger where it is not open, and configures it.</summary>
    public void Configure(Func<TriggerSpec, TriggerSpec>? change = null)
    {
        Spec = change?.Invoke(Spec) ?? Spec;
        Partition();
        _trigger ??= Turns.Do(() => Trigger.Open(Name, _services, default).AsTask());
        Turns.Do(() => Trigger.Configure(Spec, default).AsTask());
    }

    public void Publish(params string[] ids) => Publish(ids.Select(id => Some.Event(id)));

    public void Publish(IEnumerable<CloudEvent> events, int partition = 0)
    {
        var outcome = Turns.Do(() => Partition(partition).Append(Some.Events(events), PublishKind.Ingest, default));
        Assert.Equal(PublishStatus.Accepted, outcome.Status);
        Turns.Run();
    }

    /// <summary>Lets time pass, a little at a time, with everybody doing what is due.</summary>
    public void Advance(double seconds)
    {
        Turns.Run();
        for (var left = TimeSpan.FromSeconds(seconds); left > TimeSpan.Zero; left -= Step)
        {
            Clock.Advance(left < Step ? left : Step);
            Turns.Run();
        }
    }

    /// <summary>Lets much time pass at once.</summary>
    public void Jump(TimeSpan by)
    {
        Clock.Advance(by);
        Turns.Run();
    }

    public DeadLetterPage DeadLetters() => Turns.Do(() => Trigger.DeadLetters(default, 1_000, default).AsTask());

    public void Stop() => Turns.Do(() => Trigger.StopAsync(default).AsTask());

    /// <summary>Ends the trigger as <c>kill -9</c> would, and opens it again from what it saved.</summary>
    public void Crash()
    {
        Turns.Do(() => Trigger.DisposeAsync().AsTask());
        _trigger = null;
    }

    public void Reopen()
    {
        Stop();
        _trigger = null;
        Configure();
    }

    IBroker IFabric.Broker(ResourceName broker, int partition) => _brokers[partition];

    ITrigger IFabric.Trigger(ResourceName trigger) => Trigger;

    ISubscriber ISubscribers.Open(Destination destination) => destination.Uri.Host == "sink" ? Sink : Target;

    Topology ITopology.Current => Topology.Empty with
    {
        Brokers = new Dictionary<ResourceName, BrokerSpec> { [BrokerName] = BrokerSpec }.ToFrozenDictionary(),
    };

    Task ITopology.Changed(Topology seen, CancellationToken cancellationToken) => Task.Delay(Timeout.InfiniteTimeSpan, Clock, cancellationToken);

    public void Dispose()
    {
        if (_trigger is not null)
            Turns.Do(() => _trigger.DisposeAsync().AsTask());
    }

    private sealed class NoJitter : Random
    {
        public override double NextDouble() => 0;
    }
}
