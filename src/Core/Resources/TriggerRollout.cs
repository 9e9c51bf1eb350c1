using Fabric.Brokers;
using Fabric.Triggers;

namespace Fabric.Resources;

/// <summary>Makes triggers exist, change and go.</summary>
internal sealed class TriggerRollout(IFabric fabric)
{
    private readonly Dictionary<ResourceName, TriggerSpec> _done = [];

    public IReadOnlyList<ResourceName> All => [.. _done.Keys];

    /// <summary>Triggers that run and are no longer declared, or read another broker from now on.</summary>
    public IReadOnlyList<ResourceName> Gone(Topology topology) =>
        [.. _done.Where(trigger => !Reads(topology, trigger.Key, trigger.Value.Broker)).Select(trigger => trigger.Key)];

    /// <summary>Triggers to be started. One that must not deliver is not started; one that runs is told.</summary>
    public IReadOnlyList<KeyValuePair<ResourceName, TriggerSpec>> New(Topology topology) =>
        [.. topology.Triggers.Where(trigger => trigger.Value.Hold is null && !_done.ContainsKey(trigger.Key))];

    public IReadOnlyList<KeyValuePair<ResourceName, TriggerSpec>> Changed(Topology topology) =>
        [.. topology.Triggers.Where(trigger =>
            _done.TryGetValue(trigger.Key, out var done) ? done != trigger.Value : trigger.Value.Hold is null)];

    /// <summary>Has the broker keep what is published from now on.</summary>
    public async ValueTask Subscribe(ResourceName trigger, TriggerSpec spec, CancellationToken cancellationToken)
    {
        for (var partition = 0; partition < spec.Partitions; partition++)
            await fabric.Broker(spec.Broker, partition).Subscribe(new SubscribeRequest(trigger, spec.Start), cancellationToken);
    }

    public async ValueTask Configure(ResourceName trigger, TriggerSpec spec, CancellationToken cancellationToken)
    {
        await fabric.Trigger(trigger).Configure(spec, cancellationToken);
        _done[trigger] = spec;
    }

    /// <summary>Configures it once more.</summary>
    public ValueTask Renew(ResourceName trigger, CancellationToken cancellationToken) =>
        fabric.Trigger(trigger).Configure(_done[trigger], cancellationToken);

    public async ValueTask Delete(ResourceName trigger, CancellationToken cancellationToken)
    {
        await fabric.Trigger(trigger).Delete(cancellationToken);
        _done.Remove(trigger);
    }

    /// <summary>Deletes triggers that were removed while nobody looked: the broker would keep events for them for ever.</summary>
    public async ValueTask DeleteOrphans(
        ResourceName broker, BrokerSpec spec, Topology topology, CancellationToken cancellationToken)
    {
        for (var partition = 0; partition < spec.Partitions; partition++)
        {
            var status = await fabric.Broker(broker, partition).Status(cancellationToken);
            foreach (var trigger in status.Triggers.Where(trigger => !Reads(topology, trigger, broker)))
            {
                if (!_done.ContainsKey(trigger))
                    await fabric.Trigger(trigger).Delete(cancellationToken);
                await fabric.Broker(broker, partition).Unsubscribe(trigger, cancellationToken);
            }
        }
    }

    private static bool Reads(Topology topology, ResourceName trigger, ResourceName broker) =>
        topology.Triggers.TryGetValue(trigger, out var spec) && spec.Broker == broker;
}
