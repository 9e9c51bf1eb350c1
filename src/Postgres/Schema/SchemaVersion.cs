namespace Fabric.Postgres.Schema;

/// <summary>One step of the schema: a script that is run once, in the order of the numbers.</summary>
internal sealed record SchemaVersion(int Number, string Script)
{
    /// <summary>Every step there ever was. Steps are added, never changed: databases have run them.</summary>
    public static IReadOnlyList<SchemaVersion> All { get; } =
    [
        new(1, "001-fabric.sql"),
        new(2, "002-orleans.sql"),
    ];

    public string ReadScript()
    {
        using var stream = typeof(SchemaVersion).Assembly.GetManifestResourceStream(Script)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
