using Fabric.EventLog;
using Npgsql;

namespace Fabric.Postgres.Logs;

/// <summary>
/// The tables of one open log, named <c>segment_NUMBER_FIRST</c>: <c>first</c> and <c>count</c> of a chunk, the time of
/// its <c>latest</c> event and its <c>records</c>. Whatever changes them holds the log's row: the claim is checked in
/// the same transaction, and the next claim waits for it.
/// </summary>
internal sealed class SegmentTables(PostgresDatabase database, string name, LogClaim claim)
{
    private const string Held = "SELECT 1 FROM log WHERE number = $1 AND epoch = $2 FOR SHARE";

    /// <summary>Adds rows, all or none; once this returns, they survive a power loss.</summary>
    /// <exception cref="LostClaimException">Nothing was added.</exception>
    public Task Append(Offset segment, IReadOnlyList<Chunk> chunks, CancellationToken cancellationToken) =>
        database.Run(async connection =>
        {
            // One batch is one transaction and one round trip.
            await using var batch = new NpgsqlBatch(connection);
            foreach (var chunk in chunks)
                batch.BatchCommands.Add(Insertion(segment, chunk));
            if (await batch.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false) != chunks.Count)
                throw new LostClaimException(name);
            return true;
        }, cancellationToken);

    /// <summary>Ends a segment and begins the next one. May be done again where it is not known whether it was done.</summary>
    /// <exception cref="LostClaimException">Nothing was done.</exception>
    public Task Roll(SegmentIndex ended, CancellationToken cancellationToken) => database.Transact(async connection =>
    {
        await Hold(connection, cancellationToken);
        await using var note = new NpgsqlCommand(
            "UPDATE segment SET until = $3, bytes = $4, oldest = $5, latest = $6 WHERE log = $1 AND first = $2", connection);
        note.Parameters.AddWithValue(claim.Number);
        note.Parameters.AddWithValue(ended.First.Value);
        note.Parameters.AddWithValue(ended.End.Value);
        note.Parameters.AddWithValue(ended.Length);
        note.Parameters.AddWithValue(ended.Oldest ?? 0);
        note.Parameters.AddWithValue(ended.Latest);
        await note.ExecuteNonQueryAsync(cancellationToken);
        await Create(connection, claim, ended.End, cancellationToken);
        return true;
    }, cancellationToken);

    /// <summary>Removes segments with all they hold.</summary>
    /// <exception cref="LostClaimException">Nothing was removed.</exception>
    public Task Drop(IReadOnlyList<Offset> segments, CancellationToken cancellationToken) =>
        database.Transact(async connection =>
        {
            await Hold(connection, cancellationToken);
            await Remove(connection, claim.Number, segments, cancellationToken);
            return true;
        }, cancellationToken);

    internal static async Task Create(NpgsqlConnection connection, LogClaim claim, Offset first, CancellationToken cancellationToken)
    {
        var table = claim.Table(first);
        // Data is often compressed already: EXTERNAL spares the server the attempt.
        await using var command = new NpgsqlCommand($"""
            CREATE TABLE IF NOT EXISTS {table} (
              first bigint PRIMARY KEY, count int NOT NULL, latest bigint NOT NULL, records bytea NOT NULL);
            ALTER TABLE {table} ALTER records SET STORAGE EXTERNAL;
            INSERT INTO segment (log, first) VALUES ({claim.Number}, {first}) ON CONFLICT DO NOTHING
            """, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    internal static async Task Remove(
        NpgsqlConnection connection, long number, IReadOnlyList<Offset> segments, CancellationToken cancellationToken)
    {
        var tables = string.Join(", ", segments.Select(first => $"segment_{number}_{first}"));
        var firsts = string.Join(", ", segments);
        // A reader or a backup may hold a table: the drop is tried again later rather than making appends wait.
        await using var command = new NpgsqlCommand($"""
            SET LOCAL lock_timeout = '500ms';
            DROP TABLE IF EXISTS {tables};
            DELETE FROM segment WHERE log = {number} AND first IN ({firsts})
            """, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private NpgsqlBatchCommand Insertion(Offset segment, Chunk chunk)
    {
        var command = new NpgsqlBatchCommand(
            $"INSERT INTO {claim.Table(segment)} SELECT $3, $4, $5, $6 FROM ({Held}) held");
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = claim.Number });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = claim.Epoch });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = chunk.First.Value });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = chunk.Count });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = chunk.Latest });
        command.Parameters.Add(new NpgsqlParameter<ReadOnlyMemory<byte>> { TypedValue = chunk.Records });
        return command;
    }

    private async Task Hold(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Held, connection);
        command.Parameters.AddWithValue(claim.Number);
        command.Parameters.AddWithValue(claim.Epoch);
        if (await command.ExecuteScalarAsync(cancellationToken) is null)
            throw new LostClaimException(name);
    }
}
