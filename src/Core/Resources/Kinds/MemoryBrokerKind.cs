namespace Fabric.Resources.Kinds;

/// <summary>TriggerMesh's broker that keeps events in memory.</summary>
internal static class MemoryBrokerKind
{
    public static FieldSchema Broker { get; } = Field.Object(
        "settings of the broker's service",
        ("port", Field.Integer("the port shown in the broker's address", 1, 65_535, "80")),
        ("observability", Field.Open("has no effect here")));

    public static ResourceKind Definition { get; } = new()
    {
        Group = "eventing.triggermesh.io",
        Version = "v1alpha1",
        Kind = "MemoryBroker",
        Plural = "memorybrokers",
        Singular = "memorybroker",
        Categories = ["all", "triggermesh", "brokers"],
        Columns = [PrinterColumn.Url, PrinterColumn.Age, PrinterColumn.Ready, PrinterColumn.Reason, PrinterColumn.NodeUrl, PrinterColumn.Message],
        NameIsLabel = true,
        Schema = Field.Object(
            "Keeps events in the memory of the process",
            ("spec", Field.Object(
                "what the broker is to be",
                ("memory", Field.Object(
                    "its buffer",
                    ("bufferSize", Field.Integer("most events kept", 1, fallback: "10000").OrElse("streamMaxLen")))),
                ("broker", Broker)))),
        Rules = (body, faults) => TriggerRules.SameAliases(body["spec"]["memory"], "bufferSize", "streamMaxLen", faults),
    };
}
