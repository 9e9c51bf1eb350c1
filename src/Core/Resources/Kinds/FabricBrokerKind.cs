namespace Fabric.Resources.Kinds;

/// <summary>Fabric's own broker: its storage, partitions and bounds are the user's choice.</summary>
internal static class FabricBrokerKind
{
    public static ResourceKind Definition { get; } = new()
    {
        Group = "eventfabric.dev",
        Version = "v1alpha1",
        Kind = "Broker",
        Plural = "brokers",
        Singular = "broker",
        Categories = ["all", "eventfabric", "brokers"],
        Columns =
        [
            PrinterColumn.Url, PrinterColumn.Age, PrinterColumn.Ready, PrinterColumn.Reason,
            new("Storage", ".spec.storage", Wide: true), new("Partitions", ".spec.partitions", "integer", Wide: true),
            PrinterColumn.NodeUrl, PrinterColumn.Message,
        ],
        NameIsLabel = true,
        Immutable = ["spec.storage", "spec.partitions"],
        Schema = Field.Object(
            "Keeps events for triggers",
            ("spec", Field.Object(
                "what the broker is to be",
                ("storage", Field.Choice("where events are kept", ["Memory", "File", "Postgres"], "Memory")),
                ("partitions", Field.Integer("number of logs, chosen by partitionkey, else by source", 1, 256, "1")),
                ("retention", Field.Object(
                    "how much each partition keeps",
                    ("bytes", Field.Quantity("most bytes kept, as 1Gi")),
                    ("age", Field.Duration("delivered events older than this are removed")),
                    ("events", Field.Integer("most events kept", 1)))),
                ("dedupe", Field.Object(
                    "stores the same source, id and type once",
                    ("window", Field.Duration("how long a source, id and type is remembered; 0s is off", "0s")))),
                ("overflow", Field.Choice(
                    "what happens at the bound while a trigger needs the oldest event", ["Reject", "DropOldest"], "Reject")),
                ("broker", MemoryBrokerKind.Broker)))),
    };
}
