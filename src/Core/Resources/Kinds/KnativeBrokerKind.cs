namespace Fabric.Resources.Kinds;

/// <summary>Knative's broker; here a durable one, as its data plane contract asks.</summary>
internal static class KnativeBrokerKind
{
    public static ResourceKind Definition { get; } = new()
    {
        Group = "eventing.knative.dev",
        Version = "v1",
        Kind = "Broker",
        Plural = "brokers",
        Singular = "broker",
        Categories = ["all", "knative", "eventing"],
        Columns = [PrinterColumn.Url, PrinterColumn.Age, PrinterColumn.Ready, PrinterColumn.Reason, PrinterColumn.NodeUrl, PrinterColumn.Message],
        NameIsLabel = true,
        Schema = Field.Object(
            "Keeps events for triggers",
            ("spec", Field.Object(
                "what the broker is to be",
                ("config", Field.Open("settings of Knative's broker class; has no effect here")),
                ("delivery", TriggerFields.Delivery)))),
        Rules = (body, faults) =>
        {
            if (body["spec"]["config"] is { Exists: true } config)
                faults.Warn(config.Path, "has no effect: the broker is the fabric's own; declare an eventfabric.dev/v1alpha1 Broker to choose storage");
        },
    };
}
