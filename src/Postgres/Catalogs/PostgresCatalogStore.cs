using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Fabric.Resources;
using Npgsql;

namespace Fabric.Postgres.Catalogs;

/// <summary>Keeps each resource as a row of the table <c>resource</c>, its manifest as JSON.</summary>
internal sealed class PostgresCatalogStore(PostgresDatabase database) : ICatalogStore
{
    public async ValueTask<ImmutableArray<Resource>> LoadAll(CancellationToken cancellationToken)
    {
        var stored = await database.Run(async connection =>
        {
            await using var command = new NpgsqlCommand(
                "SELECT stored::text, concat_ws(' ', kind, concat_ws('/', nullif(namespace, ''), name)) FROM resource", connection);
            await using var rows = await command.ExecuteReaderAsync(cancellationToken);
            var found = new List<(string Json, string Name)>();
            while (await rows.ReadAsync(cancellationToken))
                found.Add((rows.GetString(0), rows.GetString(1)));
            return found;
        }, cancellationToken);
        return [.. stored.Select(row => Read(row.Json, row.Name))];
    }

    public async ValueTask Save(Resource resource, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(resource);
        var stored = Encoding.UTF8.GetString(CatalogFormat.Write(resource).Span);
        await Execute("""
            INSERT INTO resource (api_group, kind, namespace, name, stored) VALUES ($1, $2, $3, $4, $5::json)
            ON CONFLICT (api_group, kind, namespace, name) DO UPDATE SET stored = excluded.stored
            """, resource.Key, stored, cancellationToken);
    }

    public async ValueTask Delete(ResourceKey key, CancellationToken cancellationToken) => await Execute(
        "DELETE FROM resource WHERE api_group = $1 AND kind = $2 AND namespace = $3 AND name = $4", key, null, cancellationToken);

    private Task<int> Execute(string sql, ResourceKey key, string? stored, CancellationToken cancellationToken) =>
        database.Run(async connection =>
        {
            await using var command = new NpgsqlCommand(sql, connection);
            foreach (var value in new[] { key.Group, key.Kind, key.Namespace, key.Name })
                command.Parameters.AddWithValue(value);
            if (stored is not null)
                command.Parameters.AddWithValue(stored);
            return await command.ExecuteNonQueryAsync(cancellationToken);
        }, cancellationToken);

    private Resource Read(string json, string name)
    {
        try
        {
            return CatalogFormat.Read(Encoding.UTF8.GetBytes(json));
        }
        catch (Exception failure) when (failure is JsonException or FormatException or KeyNotFoundException or InvalidOperationException)
        {
            throw new IOException(
                $"{name} in the table resource of schema {database.Schema} is damaged and cannot be read ({failure.Message}); " +
                "restore the row, or delete it and apply its manifest again.", failure);
        }
    }
}
