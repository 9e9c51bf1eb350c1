using Fabric.Brokers;
using Fabric.Delivery;
using Fabric.Resources.Validation;
using Fabric.Triggers;

namespace Fabric.Resources.Resolving;

/// <summary>Resolves triggers of both groups: in a namespace they share their names.</summary>
internal static class TriggerPass
{
    public static void Run(TopologyDraft draft)
    {
        var claims = new NameClaims();
        foreach (var trigger in draft.Of(key => key is { Group: "eventing.triggermesh.io" or "eventing.knative.dev", Kind: "Trigger" }))
        {
            if (claims.Claim(draft, trigger, trigger.Name))
                Add(draft, trigger);
        }
    }

    private static void Add(TopologyDraft draft, CheckedResource trigger)
    {
        var spec = trigger.Spec;
        var (broker, noBroker) = TriggerBrokers.Find(draft, trigger);
        var delivery = Delivery(spec, broker);
        var target = draft.References.Destination(spec.Either("target", "subscriber"), trigger.Namespace);
        var sink = delivery["deadLetterSink"].Exists
            ? draft.References.Destination(delivery["deadLetterSink"], trigger.Namespace)
            : new Addressable(null);

        var running = broker is not null && draft.Brokers.ContainsKey(broker.Name) && draft.BrokerReady.ContainsKey(broker.Key);
        TriggerStatuses.Write(draft, trigger, new(broker, noBroker, target, sink, running));
        if (!running)
            return;
        var brokerSpec = draft.Brokers[broker!.Name];
        draft.Triggers.Add(trigger.Name, Read(trigger, delivery) with
        {
            Broker = broker.Name,
            Partitions = brokerSpec.Partitions,
            Durable = brokerSpec.Storage != StorageKind.Memory,
            Target = target.Destination is { } destination ? destination with { Content = Content(delivery) } : null,
            DeadLetterSink = sink.Destination,
        });
    }

    private static TriggerSpec Read(CheckedResource trigger, FieldReader delivery)
    {
        var bounds = Bounds.Read(trigger.Spec);
        return new()
        {
            Broker = default,
            Filter = trigger.Filter.Value,
            Retry = RetryPolicies.Read(delivery),
            Order = TriggerOrder.Of(trigger, delivery),
            MaxInFlight = (int)Math.Clamp(delivery["maxInFlight"].Integer ?? 64, 1, 10_000),
            Start = bounds.Start,
            EndOffset = bounds.EndOffset,
            EndTime = bounds.EndTime,
            Paused = trigger.Spec["paused"].Flag ?? false,
            Hold = trigger.Faults.IsEmpty ? null : string.Join("; ", trigger.Faults),
        };
    }

    private static DeliveryContent Content(FieldReader delivery) => delivery["contentMode"].Text switch
    {
        "structured" => DeliveryContent.Structured,
        "batch" => DeliveryContent.Batch,
        _ => DeliveryContent.Binary,
    };

    /// <summary>The trigger's own delivery, else that of its Knative broker.</summary>
    private static FieldReader Delivery(FieldReader spec, CheckedResource? broker) =>
        !spec["delivery"].Exists && broker is { Key.Group: "eventing.knative.dev" } ? broker.Spec["delivery"] : spec["delivery"];
}
