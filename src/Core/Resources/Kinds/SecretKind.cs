namespace Fabric.Resources.Kinds;

/// <summary>Kubernetes' secret.</summary>
internal static class SecretKind
{
    public static ResourceKind Definition { get; } = new()
    {
        Group = "",
        Version = "v1",
        Kind = "Secret",
        Plural = "secrets",
        Singular = "secret",
        Columns = [new("Type", ".type"), PrinterColumn.Age],
        Schema = Field.Object(
            "Keeps passwords and keys",
            ("data", Field.Map(
                "values in Base64",
                Field.Text("a value in Base64") with { Format = FieldFormat.Base64, Sensitive = true })),
            ("stringData", Field.Map("values as text; win over data", Field.Text("a value") with { Sensitive = true })),
            ("type", Field.Text("what the secret is for", "Opaque")),
            ("immutable", Field.Flag("has no effect here"))),
    };
}
