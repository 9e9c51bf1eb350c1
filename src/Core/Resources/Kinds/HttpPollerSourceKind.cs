namespace Fabric.Resources.Kinds;

/// <summary>TriggerMesh's source that polls an HTTP endpoint.</summary>
internal static class HttpPollerSourceKind
{
    public static ResourceKind Definition { get; } = new()
    {
        Group = "sources.triggermesh.io",
        Version = "v1alpha1",
        Kind = "HTTPPollerSource",
        Plural = "httppollersources",
        Singular = "httppollersource",
        Categories = ["all", "knative", "eventing", "sources"],
        Columns = SourceColumns.Pull,
        Schema = Field.Object(
            "Makes an event of each answer of an HTTP endpoint",
            ("spec", Field.Object(
                "what the source is to do",
                ("endpoint", SharedFields.Endpoint),
                ("method", SharedFields.Method),
                ("interval", Field.Duration("the time between two polls, as 20s").Required()),
                ("eventType", (Field.Text("the CloudEvents type of every event") with { Minimum = 1 }).Required()),
                ("eventSource", Field.Text("the CloudEvents source of every event", "NAMESPACE.NAME")),
                ("headers", SharedFields.Headers),
                ("skipVerify", SharedFields.SkipVerify),
                ("caCertificate", SharedFields.CaCertificate),
                ("basicAuthUsername", Field.Text("the user name sent")),
                ("basicAuthPassword", SharedFields.Secret("the password sent")),
                ("timeout", Field.Duration("how long one poll may take", "30s")),
                ("keepContentType", Field.Flag("true makes datacontenttype what the server said, instead of application/json")),
                ("conditional", Field.Flag("true asks only for what changed; an unchanged answer makes no event")),
                ("resolve", SharedFields.Resolve),
                ("sink", SharedFields.Sink),
                ("ceOverrides", SharedFields.Overrides),
                ("adapterOverrides", SharedFields.AdapterOverrides)).Required())),
        Rules = (body, faults) =>
        {
            var spec = body["spec"];
            DestinationRules.Check(spec["sink"], faults);
            FieldRules.Overrides(spec, faults);
            FieldRules.BasicAuth(spec, faults);
            FieldRules.Positive(spec["interval"], faults);
            FieldRules.Positive(spec["timeout"], faults);
        },
    };
}
