using System.Collections.Frozen;
using Fabric.Brokers;
using Fabric.Sources;
using Fabric.Targets;
using Fabric.Triggers;

namespace Fabric.Resources;

/// <summary>
/// What the resources of a catalog amount to: every broker, trigger, source and target with its references, defaults
/// and secrets resolved. Immutable; derived anew whenever the catalog changes.
/// </summary>
public sealed record Topology
{
    public static Topology Empty { get; } = new();

    public FrozenDictionary<ResourceName, BrokerSpec> Brokers { get; init; } =
        FrozenDictionary<ResourceName, BrokerSpec>.Empty;

    public FrozenDictionary<ResourceName, TriggerSpec> Triggers { get; init; } =
        FrozenDictionary<ResourceName, TriggerSpec>.Empty;

    /// <summary>By namespace and workload name, as <c>default/webhooksource-webhook</c>.</summary>
    public FrozenDictionary<ResourceName, SourceSpec> Sources { get; init; } =
        FrozenDictionary<ResourceName, SourceSpec>.Empty;

    /// <summary>By namespace and workload name, as <c>default/cloudeventstarget-gateway-out</c>; a display's is its own name. Transformations are targets, too.</summary>
    public FrozenDictionary<ResourceName, TargetSpec> Targets { get; init; } =
        FrozenDictionary<ResourceName, TargetSpec>.Empty;

    /// <summary>
    /// First labels of cluster-local host names and what they reach: <c>default/receiver-mb-broker</c> → the broker,
    /// <c>default/event-display</c> → the display, <c>default/webhooksource-webhook</c> → the source.
    /// </summary>
    public FrozenDictionary<ResourceName, Delivery.Destination> Hosts { get; init; } =
        FrozenDictionary<ResourceName, Delivery.Destination>.Empty;

    /// <summary>The same with brokers as they turned out to be: one that holds events keeps its storage and partitions.</summary>
    public Topology Settle(IReadOnlyDictionary<ResourceName, BrokerSpec> settled)
    {
        if (Brokers.All(broker => !settled.TryGetValue(broker.Key, out var spec) || spec == broker.Value))
            return this;
        return this with
        {
            Brokers = Brokers.ToFrozenDictionary(broker => broker.Key, broker => settled.GetValueOrDefault(broker.Key) ?? broker.Value),
            Triggers = Triggers.ToFrozenDictionary(
                trigger => trigger.Key,
                trigger => settled.TryGetValue(trigger.Value.Broker, out var broker) ? Fit(trigger.Value, broker) : trigger.Value),
        };
    }

    private static TriggerSpec Fit(TriggerSpec trigger, BrokerSpec broker) =>
        trigger with { Partitions = broker.Partitions, Durable = broker.Storage != StorageKind.Memory };
}

/// <summary>The topology in force in this process.</summary>
public interface ITopology
{
    /// <summary>The newest one; another object after each change.</summary>
    Topology Current { get; }

    /// <summary>Ends when <see cref="Current"/> is no longer <paramref name="seen"/>.</summary>
    Task Changed(Topology seen, CancellationToken cancellationToken);
}
