using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Npgsql;

namespace Fabric.Postgres.States;

/// <summary>Keeps each state as JSON in a row of its own. A saved state survives a power loss of the server.</summary>
internal sealed class PostgresStateStore<T> : IStateStore<T>
    where T : class
{
    private readonly PostgresDatabase _database;
    private readonly StateWrites _writes;
    private readonly string _store;
    private readonly JsonTypeInfo<T> _json;

    /// <param name="database">Holds the table <c>state</c>.</param>
    /// <param name="writes">Shared by all stores.</param>
    /// <param name="store">Names the store in that table.</param>
    /// <param name="json">How a state is written and read.</param>
    public PostgresStateStore(PostgresDatabase database, StateWrites writes, string store, JsonSerializerOptions json) =>
        (_database, _writes, _store, _json) = (database, writes, store, (JsonTypeInfo<T>)json.GetTypeInfo(typeof(T)));

    public async ValueTask<T?> Load(string key, CancellationToken cancellationToken)
    {
        var json = await _database.Run(async connection =>
        {
            await using var command = new NpgsqlCommand("SELECT state::text FROM state WHERE store = $1 AND key = $2", connection);
            command.Parameters.AddWithValue(_store);
            command.Parameters.AddWithValue(key);
            return (string?)await command.ExecuteScalarAsync(cancellationToken);
        }, cancellationToken);
        try
        {
            return json is null ? null : JsonSerializer.Deserialize(json, _json) ?? throw new JsonException("it holds null");
        }
        catch (JsonException fault)
        {
            throw new IOException(
                $"The state of {key} in the table state of schema {_database.Schema}, store {_store}, cannot be read: {fault.Message} " +
                "Restore the row from a backup, or delete it to start without that state.", fault);
        }
    }

    public async ValueTask Save(string key, T state, CancellationToken cancellationToken) =>
        await _writes.Write(_store, key, JsonSerializer.Serialize(state, _json), (state as IEpochState)?.Epoch ?? 0).WaitAsync(cancellationToken);

    public async ValueTask Delete(string key, CancellationToken cancellationToken) =>
        await _writes.Write(_store, key, null).WaitAsync(cancellationToken);
}
