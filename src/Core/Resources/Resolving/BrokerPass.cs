using Fabric.Brokers;
using Fabric.Delivery;
using Fabric.Resources.Kinds;

namespace Fabric.Resources.Resolving;

/// <summary>Resolves brokers of every kind: in a namespace they share their names.</summary>
internal static class BrokerPass
{
    public static void Run(TopologyDraft draft)
    {
        var claims = new NameClaims();
        foreach (var broker in draft.Of(BrokerKinds.Includes))
        {
            if (claims.Claim(draft, broker, broker.Name))
                Add(draft, broker);
        }
    }

    private static void Add(TopologyDraft draft, CheckedResource broker)
    {
        var (spec, problem) = BrokerSpecs.Of(broker, draft.Durable);
        var label = Label(broker);
        var port = broker.HasFaultAt("spec.broker") ? 80 : broker.Spec["broker"]["port"].Integer ?? 80;
        var address = draft.Addresses.ClusterLocal(label, broker.Namespace, port);
        var node = draft.Addresses.Node("brokers", broker.Namespace, broker.Key.Name);
        var destination = new Destination(address, DestinationKind.Broker, broker.Name);

        var status = draft.Status(broker);
        BrokerConditions.Write(status, broker, spec, problem);
        draft.BrokerReady[broker.Key] = status.Ready();
        if (spec is null)
        {
            draft.Addressables[broker.Key] = new(null, $"{broker.Key} is not in use: {problem}");
            return;
        }

        status.Address(address.OriginalString, ("http", address.OriginalString), ("node", node.OriginalString));
        draft.Brokers.Add(broker.Name, spec);
        draft.Hosts.TryAdd(new(broker.Namespace, label), destination);
        draft.Addressables[broker.Key] = new(destination);
    }

    /// <summary>The first label of the host: TriggerMesh's <c>-mb-broker</c> and <c>-rb-broker</c>, and two of our own.</summary>
    private static string Label(CheckedResource broker) => broker.Key.Name + (broker.Key switch
    {
        { Kind: "MemoryBroker" } => "-mb-broker",
        { Kind: "RedisBroker" } => "-rb-broker",
        { Group: "eventing.knative.dev" } => "-kn-broker",
        _ => "-broker",
    });
}
