using Fabric.Resources.Kinds;

namespace Fabric.Resources.Resolving;

/// <summary>Finds the broker of a trigger: in its own namespace, by reference or, in Knative's kind, by name.</summary>
internal static class TriggerBrokers
{
    public static (CheckedResource? Broker, string? Problem) Find(TopologyDraft draft, CheckedResource trigger)
    {
        var broker = trigger.Spec["broker"];
        if (trigger.Key.Group == "eventing.knative.dev")
            return ByName(draft, new(trigger.Namespace, broker.Text ?? "default"));
        if (!broker.Exists)
            return (null, "spec.broker: is missing; name the broker");
        if (broker["namespace"].Text is { Length: > 0 } other && other != trigger.Namespace)
            return (null, $"spec.broker.namespace: a trigger takes events of a broker in its own namespace, {trigger.Namespace}, not in {other}");
        return draft.References.Resource(broker, trigger.Namespace, kind => BrokerKinds.Includes(kind.Group, kind.Kind));
    }

    private static (CheckedResource? Broker, string? Problem) ByName(TopologyDraft draft, ResourceName name) =>
        draft.Named(name, kind => BrokerKinds.Includes(kind.Group, kind.Kind)).FirstOrDefault() is { } found
            ? (found, null)
            : (null, $"spec.broker: there is no broker {name}");
}
