namespace Fabric.Resources.Kinds;

/// <summary>Kubernetes' deployment: means something here when its image is a built-in display.</summary>
internal static class DeploymentKind
{
    public static ResourceKind Definition { get; } = new()
    {
        Group = "apps",
        Version = "v1",
        Kind = "Deployment",
        Plural = "deployments",
        Singular = "deployment",
        ShortNames = ["deploy"],
        Categories = ["all"],
        Columns =
        [
            new("Ready", ".status.readyReplicas", "integer"), new("Up-to-date", ".status.updatedReplicas", "integer"),
            new("Available", ".status.availableReplicas", "integer"), PrinterColumn.Age,
            PrinterColumn.Condition("Message", "Available", "message") with { Wide = true },
        ],
        Schema = Field.Object(
            "Stands for a built-in display when its image is one",
            ("spec", Field.Open(
                "the pods",
                ("replicas", Field.Integer("how many", 0, fallback: "1")),
                ("selector", Field.Open("labels of the pods")),
                ("template", Field.Open(
                    "the pod",
                    ("metadata", Field.Open("its metadata", ("labels", Field.Map("its labels")))),
                    ("spec", Field.Open("its containers", ("containers", Containers)))))))),
    };

    public static FieldSchema Containers => Field.List(
        "the containers",
        Field.Open("a container", ("name", Field.Text("its name")), ("image", Field.Text("its image").Required())));
}
