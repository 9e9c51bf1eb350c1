namespace Fabric.Resources.Kinds;

/// <summary>Kubernetes' namespace; made by itself when something is put into it.</summary>
internal static class NamespaceKind
{
    public const string Name = "Namespace";

    public static ResourceKind Definition { get; } = new()
    {
        Group = "",
        Version = "v1",
        Kind = Name,
        Plural = "namespaces",
        Singular = "namespace",
        ShortNames = ["ns"],
        Columns = [new("Status", ".status.phase"), PrinterColumn.Age],
        Namespaced = false,
        NameIsLabel = true,
        Schema = Field.Object("Holds names together", ("spec", Field.Open("has no effect here"))),
    };
}
