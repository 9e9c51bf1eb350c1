namespace Fabric.Resources.Kinds;

/// <summary>TriggerMesh's source that makes an event of each HTTP request.</summary>
internal static class WebhookSourceKind
{
    public static ResourceKind Definition { get; } = new()
    {
        Group = "sources.triggermesh.io",
        Version = "v1alpha1",
        Kind = "WebhookSource",
        Plural = "webhooksources",
        Singular = "webhooksource",
        Categories = ["all", "knative", "eventing", "sources"],
        Columns = SourceColumns.Http,
        NameIsLabel = true,
        Schema = Field.Object(
            "Makes an event of each HTTP request",
            ("spec", Field.Object(
                "what the source is to do",
                ("eventType", (Field.Text("the CloudEvents type of every event") with { Minimum = 1 }).Required()),
                ("eventSource", Field.Text("the CloudEvents source of every event", "NAMESPACE.NAME")),
                ("eventExtensionAttributes", Field.Object(
                    "what of the request becomes extension attributes",
                    ("from", Field.List(
                        "parts of the request: method, path, host, queries, headers",
                        Field.Choice("a part of the request", ["method", "path", "host", "queries", "headers"])).Required()))),
                ("basicAuthUsername", Field.Text("the user name asked for")),
                ("basicAuthPassword", SharedFields.Secret("the password asked for")),
                ("corsAllowOrigin", Field.Text("the value of Access-Control-Allow-Origin")),
                ("signature", Field.Object(
                    "asks for X-Hub-Signature-256, the HMAC-SHA-256 of the body",
                    ("keys", (Field.List("keys, any of which may have signed", SharedFields.Secret("a key")) with { Minimum = 1 }).Required()))),
                ("sink", SharedFields.Sink),
                ("ceOverrides", SharedFields.Overrides),
                ("adapterOverrides", SharedFields.AdapterOverrides)).Required())),
        Rules = (body, faults) =>
        {
            FieldRules.BasicAuth(body["spec"], faults);
            DestinationRules.Check(body["spec"]["sink"], faults);
            FieldRules.Overrides(body["spec"], faults);
        },
    };
}
