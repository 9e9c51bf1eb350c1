namespace Fabric.Resources.Kinds;

/// <summary>Kubernetes' config map: kept, and without effect.</summary>
internal static class ConfigMapKind
{
    public static ResourceKind Definition { get; } = new()
    {
        Group = "",
        Version = "v1",
        Kind = "ConfigMap",
        Plural = "configmaps",
        Singular = "configmap",
        ShortNames = ["cm"],
        Schema = Field.Object(
            "Keeps settings",
            ("data", Field.Map("values as text")),
            ("binaryData", Field.Map("values in Base64", Field.Text("a value in Base64") with { Format = FieldFormat.Base64 })),
            ("immutable", Field.Flag("has no effect here"))),
    };
}
