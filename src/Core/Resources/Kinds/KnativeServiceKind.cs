namespace Fabric.Resources.Kinds;

/// <summary>Knative Serving's service: means something here when its image is a built-in display.</summary>
internal static class KnativeServiceKind
{
    public static ResourceKind Definition { get; } = new()
    {
        Group = "serving.knative.dev",
        Version = "v1",
        Kind = "Service",
        Plural = "services",
        Singular = "service",
        ShortNames = ["kservice", "ksvc"],
        Categories = ["all", "knative", "serving"],
        Columns =
        [
            new("URL", ".status.url"), PrinterColumn.Age, PrinterColumn.Ready, PrinterColumn.Reason, PrinterColumn.NodeUrl,
            PrinterColumn.Message,
        ],
        NameIsLabel = true,
        Schema = Field.Object(
            "Stands for a built-in display when its image is one",
            ("spec", Field.Open(
                "the service",
                ("template", Field.Open(
                    "the pod",
                    ("spec", Field.Open("its containers", ("containers", DeploymentKind.Containers)))))))),
    };
}
