namespace Fabric.Resources.Kinds;

/// <summary>TriggerMesh's source that takes CloudEvents from outside.</summary>
internal static class CloudEventsSourceKind
{
    public static ResourceKind Definition { get; } = new()
    {
        Group = "sources.triggermesh.io",
        Version = "v1alpha1",
        Kind = "CloudEventsSource",
        Plural = "cloudeventssources",
        Singular = "cloudeventssource",
        Categories = ["all", "knative", "eventing", "sources"],
        Columns = SourceColumns.Http,
        NameIsLabel = true,
        Schema = Field.Object(
            "Takes CloudEvents from outside",
            ("spec", Field.Object(
                "what the source is to do",
                ("path", Field.Text("the only path accepted; one that ends in / takes everything below")),
                ("credentials", Field.Object("who may send", ("basicAuths", SharedFields.BasicAuths))),
                ("rateLimiter", Field.Object(
                    "how much may be sent",
                    ("requestsPerSecond", Field.Integer("most requests a second", 1).Required()))),
                ("sink", SharedFields.Sink),
                ("ceOverrides", SharedFields.Overrides),
                ("adapterOverrides", SharedFields.AdapterOverrides)).Required())),
        Rules = (body, faults) =>
        {
            DestinationRules.Check(body["spec"]["sink"], faults);
            FieldRules.Overrides(body["spec"], faults);
        },
    };
}
