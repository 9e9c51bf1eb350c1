namespace Fabric.Resources.Kinds;

/// <summary>Kubernetes' service: a name for a display, or for an address outside.</summary>
internal static class CoreServiceKind
{
    /// <summary>Says where the service really is: an absolute http address.</summary>
    public const string UrlAnnotation = "eventfabric.dev/url";

    public static ResourceKind Definition { get; } = new()
    {
        Group = "",
        Version = "v1",
        Kind = "Service",
        Plural = "services",
        Singular = "service",
        ShortNames = ["svc"],
        Categories = ["all"],
        Columns =
        [
            new("Type", ".spec.type"), PrinterColumn.Url, PrinterColumn.Ready, PrinterColumn.Reason, PrinterColumn.Age,
            PrinterColumn.NodeUrl, PrinterColumn.Message,
        ],
        NameIsLabel = true,
        Schema = Field.Object(
            "Gives a name to a display, or to an address outside",
            ("spec", Field.Open(
                "what the service stands for",
                ("selector", Field.Map("labels of the pods")),
                ("type", Field.Choice("the service type", ["ClusterIP", "NodePort", "LoadBalancer", "ExternalName"], "ClusterIP")),
                ("externalName", Field.Text("the host that the service stands for")),
                ("ports", Field.List("the ports", Field.Open("a port", ("port", Field.Integer("the port", 1, 65_535)))))))),
    };
}
