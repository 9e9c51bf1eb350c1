namespace Fabric.Postgres.Schema;

/// <summary>The schema was changed by a newer version of this program.</summary>
public sealed class NewerSchemaException(string schema, int found, int known) : Exception(
    $"The schema {schema} of the database is at version {found}, this program knows version {known} at most. " +
    "Run the newer program, or use another schema or a backup of before.");
