using Npgsql;
using NpgsqlTypes;

namespace Fabric.Postgres.States;

/// <summary>Commits states: all that wait while one commit is under way share the next one, whatever store they are of.</summary>
internal sealed class StateWrites(PostgresDatabase database)
{
    private readonly Lock _gate = new();
    private SortedDictionary<string, PendingState> _waiting = new(StringComparer.Ordinal);
    private bool _writing;

    /// <summary>Replaces the state of a key, or deletes it; ends when that is committed.</summary>
    /// <exception cref="IOException">The database does not do it; it may have been done all the same.</exception>
    /// <exception cref="StateLostException">What is there has a later epoch.</exception>
    public Task Write(string store, string key, string? json, long epoch = 0)
    {
        lock (_gate)
        {
            var name = $"{store}\0{key}";
            if (!_waiting.TryGetValue(name, out var pending))
                _waiting[name] = pending = new PendingState(store, key);
            if (json is not null && pending.Epoch > epoch)
                return Task.FromException(new StateLostException(key));
            (pending.Json, pending.Epoch) = (json, epoch);
            if (!_writing)
                _ = Task.Run(WriteAll);
            _writing = true;
            return pending.Done;
        }
    }

    private async Task WriteAll()
    {
        while (Next() is { } group)
        {
            HashSet<(string, string)> lost;
            try
            {
                lost = await Commit(group);
            }
            catch (Exception failure)
            {
                foreach (var pending in group)
                    pending.Fail(failure);
                continue;
            }

            foreach (var pending in group)
            {
                if (lost.Contains((pending.Store, pending.Key)))
                    pending.Lose();
                else
                    pending.Succeed();
            }
        }
    }

    /// <summary>All that wait, in the order of their keys: silos that save the same keys at once must not wait for each other.</summary>
    private PendingState[]? Next()
    {
        lock (_gate)
        {
            _writing = _waiting.Count > 0;
            var group = _waiting.Values.ToArray();
            _waiting = new(StringComparer.Ordinal);
            return _writing ? group : null;
        }
    }

    /// <summary>Answers what was not saved, since what is there has a later epoch.</summary>
    private Task<HashSet<(string, string)>> Commit(PendingState[] group) => database.Run(async connection =>
    {
        await using var batch = new NpgsqlBatch(connection);
        var saved = group.Where(pending => pending.Json is not null).ToArray();
        var deleted = group.Where(pending => pending.Json is null).ToArray();
        if (saved.Length > 0)
            batch.BatchCommands.Add(Command("""
                INSERT INTO state (store, key, state)
                SELECT store, key, state::json FROM unnest($1, $2, $3) AS saved (store, key, state)
                ON CONFLICT (store, key) DO UPDATE SET state = excluded.state
                WHERE coalesce((state.state->>'epoch')::bigint, 0) <= coalesce((excluded.state->>'epoch')::bigint, 0)
                RETURNING store, key
                """, saved, saved.Select(pending => pending.Json!)));
        if (deleted.Length > 0)
            batch.BatchCommands.Add(Command("""
                DELETE FROM state USING unnest($1, $2) AS gone (store, key)
                WHERE state.store = gone.store AND state.key = gone.key
                """, deleted));
        var lost = saved.Select(pending => (pending.Store, pending.Key)).ToHashSet();
        await using var rows = await batch.ExecuteReaderAsync().ConfigureAwait(false);
        while (await rows.ReadAsync().ConfigureAwait(false))
            lost.Remove((rows.GetString(0), rows.GetString(1)));
        while (await rows.NextResultAsync().ConfigureAwait(false))
        {
        }

        return lost;
    }, CancellationToken.None);

    private static NpgsqlBatchCommand Command(string sql, PendingState[] group, IEnumerable<string>? states = null)
    {
        var command = new NpgsqlBatchCommand(sql);
        Add(group.Select(pending => pending.Store));
        Add(group.Select(pending => pending.Key));
        if (states is not null)
            Add(states);
        return command;

        void Add(IEnumerable<string> texts) => command.Parameters.Add(
            new NpgsqlParameter { Value = texts.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
    }
}
