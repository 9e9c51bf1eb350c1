namespace Fabric.Resources.Kinds;

/// <summary>A column of <c>kubectl get</c>.</summary>
/// <param name="Name">The heading, in the letters that the kind's definition has.</param>
/// <param name="JsonPath">Where the value is, as <c>.status.address.url</c>.</param>
/// <param name="Type"><c>string</c>, <c>integer</c>, <c>boolean</c> or <c>date</c> (shown as an age).</param>
/// <param name="Wide">True for a column of <c>-o wide</c> only (priority 1).</param>
public sealed record PrinterColumn(string Name, string JsonPath, string Type = "string", bool Wide = false)
{
    public static PrinterColumn Age { get; } = new("Age", ".metadata.creationTimestamp", "date");

    public static PrinterColumn Ready { get; } = Condition("Ready", "Ready", "status");

    public static PrinterColumn Reason { get; } = Condition("Reason", "Ready", "reason");

    public static PrinterColumn Message { get; } = Condition("Message", "Ready", "message") with { Wide = true };

    public static PrinterColumn Url { get; } = new("URL", ".status.address.url");

    public static PrinterColumn NodeUrl { get; } = new("Node_URL", ".status.addresses[?(@.name==\"node\")].url", Wide: true);

    public static PrinterColumn Sink { get; } = new("Sink", ".status.sinkUri");

    public static PrinterColumn Condition(string name, string condition, string field) =>
        new(name, $".status.conditions[?(@.type==\"{condition}\")].{field}");
}
