namespace Fabric.Resources.Kinds;

/// <summary>Fields of a trigger that TriggerMesh's and Knative's kind share.</summary>
internal static class TriggerFields
{
    /// <summary>Knative's annotation for the order of delivery: <c>ordered</c> or <c>unordered</c>.</summary>
    public const string OrderAnnotation = "kafka.eventing.knative.dev/delivery.order";

    public static FieldSchema Filters { get; } = Field.List(
        "what to deliver, all of which must match: exact, prefix, suffix, all, any, not, cesql, data",
        Field.Open("one filter"));

    public static FieldSchema Filter { get; } = Field.Object(
        "attributes that must have exactly these values; an empty value stands for any",
        ("attributes", Field.Map("attribute names and values")));

    public static FieldSchema Delivery { get; } = Field.Object(
        "what to do when a delivery fails",
        ("retry", Field.Integer("retries after the first attempt; without it an event is retried until expireAfter", 0, 100_000)),
        ("backoffPolicy", Field.Choice("how the wait grows", ["constant", "linear", "exponential"], "exponential")),
        ("backoffDelay", Field.Duration("the wait that the policy multiplies", "PT1S")),
        ("timeout", Field.Duration("how long one attempt may take", "30s")),
        ("retryAfterMax", Field.Duration("the longest Retry-After obeyed; PT0S ignores it")),
        ("expireAfter", Field.Duration("without retry, an event older than this is dead-lettered", "24h")),
        ("order", Field.Choice("Ordered keeps the order for each partitionkey, else each source", ["Unordered", "Ordered"], "Unordered")),
        ("maxInFlight", Field.Integer("most deliveries open at once", 1, 10_000, "64")),
        ("contentMode", Field.Choice("how requests carry events; batch joins what is delivered at the same time", ["binary", "structured", "batch"], "binary")),
        ("deadLetterSink", SharedFields.Destination("where undeliverable events go; without it they are kept with the trigger")));

    public static FieldSchema Bounds { get; } = Field.Object(
        "delivers only what lies between two positions of the broker's log",
        ("byId", Field.Object(
            "by offset, or by a Redis id such as 1526919030474-0; wins over byDate",
            ("start", Field.Text("begin behind this one; 0 for the oldest")),
            ("end", Field.Text("stop before this one")))),
        ("byDate", Field.Object(
            "by time",
            ("start", Field.Time("begin at this time")),
            ("end", Field.Time("stop before this time")))));

    public static FieldSchema Paused { get; } = Field.Flag("true stops deliveries; events wait in the broker");

    public static FieldSchema Start { get; } =
        Field.Text("where a new trigger begins: latest, earliest or an RFC 3339 time", "latest");
}
