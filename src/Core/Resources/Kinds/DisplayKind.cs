namespace Fabric.Resources.Kinds;

/// <summary>Fabric's built-in event display.</summary>
internal static class DisplayKind
{
    public static ResourceKind Definition { get; } = new()
    {
        Group = "eventfabric.dev",
        Version = "v1alpha1",
        Kind = "Display",
        Plural = "displays",
        Singular = "display",
        Categories = ["all", "eventfabric", "targets"],
        Columns = [PrinterColumn.Url, PrinterColumn.Age, PrinterColumn.Ready, PrinterColumn.Reason, PrinterColumn.NodeUrl, PrinterColumn.Message],
        NameIsLabel = true,
        Schema = Field.Object(
            "Prints events and keeps the newest for reading",
            ("spec", Field.Object(
                "what the display is to be",
                ("keep", Field.Integer("how many events are kept for reading", 1, 100_000, "1000"))))),
    };
}
