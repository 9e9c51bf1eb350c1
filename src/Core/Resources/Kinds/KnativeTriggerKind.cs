namespace Fabric.Resources.Kinds;

/// <summary>Knative's trigger.</summary>
internal static class KnativeTriggerKind
{
    public static ResourceKind Definition { get; } = new()
    {
        Group = "eventing.knative.dev",
        Version = "v1",
        Kind = "Trigger",
        Plural = "triggers",
        Singular = "trigger",
        Categories = ["all", "knative", "eventing"],
        Columns =
        [
            new("Broker", ".spec.broker"),
            new("Subscriber_URI", ".status.subscriberUri"),
            PrinterColumn.Age,
            PrinterColumn.Ready,
            PrinterColumn.Reason,
            new("Lag", ".status.delivery.lagEvents", "integer", Wide: true),
            new("Dead_Letters", ".status.delivery.deadLettersKept", "integer", Wide: true),
            PrinterColumn.Message,
        ],
        Immutable = ["spec.broker"],
        Schema = Field.Object(
            "Delivers events of a broker to a subscriber",
            ("spec", Field.Object(
                "what to deliver, where and how",
                ("broker", Field.Text("the name of the broker to take events from", "default")),
                ("subscriber", SharedFields.Destination("where events go").OrElse("target").Required()),
                ("filters", TriggerFields.Filters),
                ("filter", TriggerFields.Filter),
                ("delivery", TriggerFields.Delivery),
                ("bounds", TriggerFields.Bounds),
                ("paused", TriggerFields.Paused),
                ("start", TriggerFields.Start)).Required())),
        Rules = TriggerRules.Check,
    };
}
