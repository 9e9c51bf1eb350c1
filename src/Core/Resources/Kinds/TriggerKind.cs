namespace Fabric.Resources.Kinds;

/// <summary>TriggerMesh's trigger.</summary>
internal static class TriggerKind
{
    public static ResourceKind Definition { get; } = new()
    {
        Group = "eventing.triggermesh.io",
        Version = "v1alpha1",
        Kind = "Trigger",
        Plural = "triggers",
        Singular = "trigger",
        Categories = ["all", "triggermesh"],
        Columns =
        [
            new("Broker", ".spec.broker.name"),
            new("Target_URI", ".status.targetUri"),
            PrinterColumn.Age,
            PrinterColumn.Ready,
            PrinterColumn.Condition("Subscription", "StatusConfigMapReady", "reason"),
            PrinterColumn.Reason,
            new("Lag", ".status.delivery.lagEvents", "integer", Wide: true),
            new("Dead_Letters", ".status.delivery.deadLettersKept", "integer", Wide: true),
            PrinterColumn.Message,
        ],
        Immutable = ["spec.broker"],
        Schema = Field.Object(
            "Delivers events of a broker to a target",
            ("spec", Field.Object(
                "what to deliver, where and how",
                ("broker", SharedFields.Reference("the broker to take events from").Required()),
                ("target", SharedFields.Destination("where events go").OrElse("subscriber").Required()),
                ("filters", TriggerFields.Filters),
                ("filter", TriggerFields.Filter),
                ("delivery", TriggerFields.Delivery),
                ("bounds", TriggerFields.Bounds),
                ("paused", TriggerFields.Paused),
                ("start", TriggerFields.Start)).Required())),
        Rules = TriggerRules.Check,
    };
}
