using Microsoft.Extensions.Logging;
using Npgsql;

namespace Fabric.Postgres.Schema;

/// <summary>
/// Brings a schema to the version of this program, in one transaction. Silos that start together wait for the first one
/// and find nothing left to do.
/// </summary>
internal sealed partial class SchemaMigration(PostgresDatabase database, IReadOnlyList<SchemaVersion> versions, ILogger logger)
{
    private const int LockNumber = 0x46_41_42;

    /// <exception cref="NewerSchemaException">A newer program has changed the schema.</exception>
    /// <exception cref="DatabaseException">The database does not work.</exception>
    public Task Run(CancellationToken cancellationToken) => database.Transact(async connection =>
    {
        await Lock(connection, cancellationToken);
        var found = await Find(connection, cancellationToken);
        var known = versions[^1].Number;
        if (found > known)
            throw new NewerSchemaException(database.Schema, found, known);
        foreach (var version in versions.Where(version => version.Number > found))
            await Apply(connection, version, cancellationToken);
        await WarnOfLoss(connection, cancellationToken);
        return known;
    }, cancellationToken);

    private async Task Lock(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("SELECT pg_advisory_xact_lock($1, hashtext($2))", connection);
        command.Parameters.AddWithValue(LockNumber);
        command.Parameters.AddWithValue(database.Schema);
        // Another silo may be at a long step.
        command.CommandTimeout = 600;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task<int> Find(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        // Not IF NOT EXISTS at once: that asks for the right to create even where there is nothing to create.
        await Execute(connection, $"""
            DO $$ BEGIN
            IF to_regnamespace('"{database.Schema}"') IS NULL THEN CREATE SCHEMA "{database.Schema}"; END IF;
            IF to_regclass('"{database.Schema}".schema_version') IS NULL THEN
              CREATE TABLE "{database.Schema}".schema_version (
                number int PRIMARY KEY, applied_at timestamptz NOT NULL DEFAULT now());
            END IF; END $$
            """, cancellationToken);
        await using var command = new NpgsqlCommand("SELECT coalesce(max(number), 0) FROM schema_version", connection);
        return (int)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    private async Task Apply(NpgsqlConnection connection, SchemaVersion version, CancellationToken cancellationToken)
    {
        await Execute(connection, version.ReadScript(), cancellationToken);
        await using var command = new NpgsqlCommand("INSERT INTO schema_version (number) VALUES ($1)", connection);
        command.Parameters.AddWithValue(version.Number);
        await command.ExecuteNonQueryAsync(cancellationToken);
        Log.Applied(logger, database.Schema, version.Number);
    }

    private async Task WarnOfLoss(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            "SELECT name FROM pg_settings WHERE setting = 'off' AND name IN ('fsync', 'synchronous_commit')", connection);
        await using var settings = await command.ExecuteReaderAsync(cancellationToken);
        while (await settings.ReadAsync(cancellationToken))
            Log.NotDurable(logger, settings.GetString(0));
    }

    private static async Task Execute(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 600 };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Schema {Schema} is now at version {Version}")]
        public static partial void Applied(ILogger logger, string schema, int version);

        [LoggerMessage(2, LogLevel.Warning, "PostgreSQL has {Setting} = off: events that were acknowledged may be lost when its machine fails")]
        public static partial void NotDurable(ILogger logger, string setting);
    }
}
