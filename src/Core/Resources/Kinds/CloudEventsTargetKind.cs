namespace Fabric.Resources.Kinds;

/// <summary>TriggerMesh's target that sends events on to another CloudEvents endpoint.</summary>
internal static class CloudEventsTargetKind
{
    public static ResourceKind Definition { get; } = new()
    {
        Group = "targets.triggermesh.io",
        Version = "v1alpha1",
        Kind = "CloudEventsTarget",
        Plural = "cloudeventstargets",
        Singular = "cloudeventstarget",
        Categories = ["all", "knative", "eventing", "targets"],
        Columns = TargetColumns.All,
        NameIsLabel = true,
        Schema = Field.Object(
            "Sends events on as CloudEvents",
            ("spec", Field.Object(
                "where to send, and how",
                ("endpoint", SharedFields.Endpoint),
                ("path", Field.Text("appended to the endpoint")),
                ("credentials", Field.Object(
                    "how to identify at the endpoint",
                    ("basicAuth", Field.Object(
                        "a user name and password",
                        ("username", Field.Text("the user name").Required()),
                        ("password", SharedFields.Secret("the password").Required()))))),
                ("handshake", Field.Flag("true asks the endpoint for its consent first (CloudEvents web hooks)")),
                ("resolve", SharedFields.Resolve),
                ("adapterOverrides", SharedFields.AdapterOverrides)).Required())),
    };
}
