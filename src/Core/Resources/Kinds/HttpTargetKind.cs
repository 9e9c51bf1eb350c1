namespace Fabric.Resources.Kinds;

/// <summary>TriggerMesh's target that makes an HTTP request of each event.</summary>
internal static class HttpTargetKind
{
    public static ResourceKind Definition { get; } = new()
    {
        Group = "targets.triggermesh.io",
        Version = "v1alpha1",
        Kind = "HTTPTarget",
        Plural = "httptargets",
        Singular = "httptarget",
        Categories = ["all", "knative", "eventing", "targets"],
        Columns = TargetColumns.All,
        NameIsLabel = true,
        Schema = Field.Object(
            "Makes an HTTP request of each event, and an event of each answer",
            ("spec", Field.Object(
                "where to send, and how",
                ("endpoint", SharedFields.Endpoint),
                ("method", SharedFields.Method),
                ("response", Field.Object(
                    "the event made of an answer",
                    ("eventType", (Field.Text("its CloudEvents type", "io.triggermesh.targets.response") with { Minimum = 1 }).Required()),
                    ("eventSource", Field.Text("its CloudEvents source", "io.triggermesh.httptarget.NAMESPACE.NAME")))),
                ("headers", SharedFields.Headers),
                ("skipVerify", SharedFields.SkipVerify),
                ("caCertificate", SharedFields.CaCertificate),
                ("basicAuthUsername", Field.Text("the user name sent")),
                ("basicAuthPassword", SharedFields.Secret("the password sent")),
                ("oauthClientID", Field.Text("the OAuth 2.0 client")),
                ("oauthClientSecret", SharedFields.Secret("the OAuth 2.0 client's secret")),
                ("oauthTokenURL", Field.Url("where OAuth 2.0 tokens are fetched")),
                ("oauthScopes", Field.List("OAuth 2.0 scopes", Field.Text("a scope"))),
                ("resolve", SharedFields.Resolve),
                ("adapterOverrides", SharedFields.AdapterOverrides)).Required())),
        Rules = (body, faults) =>
        {
            var spec = body["spec"];
            FieldRules.BasicAuth(spec, faults);
            TargetRules.OAuth(spec, faults);
        },
    };
}
