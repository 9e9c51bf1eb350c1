using System.Collections.Frozen;
using Fabric.Brokers;
using Fabric.Delivery;
using Fabric.EventLog;
using Fabric.Events;
using Fabric.Resources;
using Fabric.Triggers;

namespace Fabric.Contract.Fabrics;

/// <summary>
/// What every fabric does, whatever hosts it: the classes that derive from this one say it, one subject each, and every
/// host runs them all. Time is real, durations are small, and every wait is for something that happens.
/// </summary>
public abstract class FabricContract(FabricHosts hosts) : IAsyncLifetime
{
    protected static readonly ResourceName Orders = new("default", "orders");

    /// <summary>Three retries a few milliseconds apart.</summary>
    protected static readonly RetryPolicy Quick = new()
    {
        Retries = 3,
        Backoff = BackoffPolicy.Constant,
        BackoffDelay = TimeSpan.FromMilliseconds(5),
    };

    private readonly Dictionary<ResourceName, BrokerSpec> _brokers = [];
    private readonly Dictionary<ResourceName, TriggerSpec> _triggers = [];

    protected ScriptedTargets Targets { get; } = new();

    protected IFabricHost Host { get; private set; } = null!;

    protected StorageKind Storage => hosts.Storage;

    public async Task InitializeAsync() => Host = await hosts.Start(Targets);

    public async Task DisposeAsync()
    {
        await Host.DisposeAsync();
        await hosts.DisposeAsync();
    }

    protected async Task Restart()
    {
        await Host.DisposeAsync();
        Host = await hosts.Start(Targets);
    }

    /// <summary>Declares the broker <c>orders</c>, or another one.</summary>
    protected void Broker(Func<BrokerSpec, BrokerSpec>? change = null, ResourceName? name = null)
    {
        var spec = new BrokerSpec { Storage = Storage, Limits = new LogLimits { MaxEvents = 10_000 } };
        _brokers[name ?? Orders] = change?.Invoke(spec) ?? spec;
    }

    /// <summary>Declares a trigger of <c>orders</c> that delivers to the target of its own name.</summary>
    protected void Trigger(string name, Func<TriggerSpec, TriggerSpec>? change = null)
    {
        var partitions = _brokers.TryGetValue(Orders, out var broker) ? broker.Partitions : 1;
        var spec = new TriggerSpec
        {
            Broker = Orders,
            Partitions = partitions,
            Durable = Storage != StorageKind.Memory,
            Target = ScriptedTargets.Destination(name),
            Retry = Quick,
        };
        _triggers[new("default", name)] = change?.Invoke(spec) ?? spec;
    }

    protected void NoTrigger(string name) => _triggers.Remove(new("default", name));

    protected void NoBroker() => _brokers.Remove(Orders);

    protected ValueTask Apply() => Host.Apply(new Topology
    {
        Brokers = _brokers.ToFrozenDictionary(),
        Triggers = _triggers.ToFrozenDictionary(),
    });

    protected ITrigger TriggerOf(string name) => Host.Fabric.Trigger(new("default", name));

    protected ValueTask<BrokerStatus> Status() => Host.Fabric.Broker(Orders, 0).Status(default);

    protected async Task<PublishOutcome> TryPublish(EventBatch events) =>
        await Host.Publisher.Publish(Orders, events, PublishKind.Ingest, default);

    protected async Task Publish(EventBatch events)
    {
        var outcome = await TryPublish(events);
        Assert.True(outcome.Status == PublishStatus.Accepted, outcome.ToString());
    }

    protected Task Publish(params string[] ids) => Publish(Some.Events(ids));

    /// <summary>Publishes one event that every trigger of a test lets pass, and waits for it: what came before it was decided.</summary>
    protected async Task<string[]> DeliveredBefore(ScriptedTarget target, CloudEvent last)
    {
        await Publish(last.ToBatch());
        await target.WaitFor(last.Id);
        return [.. target.DeliveredIds.Where(id => id != last.Id)];
    }

    /// <summary>Asks again until it holds.</summary>
    protected static async Task Eventually(Func<Task<bool>> holds)
    {
        var patience = TimeProvider.System.GetTimestamp();
        while (!await holds())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(patience) < TimeSpan.FromSeconds(30), "It did not come to hold.");
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System);
        }
    }
}
