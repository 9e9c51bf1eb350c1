using Fabric.EventLog;
using Npgsql;

namespace Fabric.Postgres.Logs;

/// <summary>The logs of a schema by name: claimed by who appends to them, and removed.</summary>
internal sealed class LogClaims(PostgresDatabase database)
{
    /// <summary>How many tables one transaction removes: each takes a lock, whose number is bounded.</summary>
    private const int TablesAtOnce = 64;

    /// <summary>
    /// Claims a log, and creates it where there is none. Waits for what the last claim is still writing, so that what is
    /// found is all there will ever be of it.
    /// </summary>
    public Task<(LogClaim Claim, IReadOnlyList<Segment> Segments)> Take(string name, CancellationToken cancellationToken) =>
        database.Transact(async connection =>
        {
            await using var command = new NpgsqlCommand("""
                INSERT INTO log (name, id, epoch) VALUES ($1, $2, 1)
                ON CONFLICT (name) DO UPDATE SET epoch = log.epoch + 1 RETURNING number, id, epoch
                """, connection);
            command.Parameters.AddWithValue(name);
            command.Parameters.AddWithValue(Guid.NewGuid());
            var claim = (await ReadClaim(command, cancellationToken))!;
            var segments = await SegmentCatalog.Load(connection, claim, cancellationToken);
            if (segments.Count > 0)
                return (claim, segments);
            await SegmentTables.Create(connection, claim, Offset.Zero, cancellationToken);
            return (claim, await SegmentCatalog.Load(connection, claim, cancellationToken));
        }, cancellationToken);

    /// <summary>Claims a log again after a connection was lost, unless another one did meanwhile.</summary>
    /// <exception cref="LostClaimException">Another one claimed the log, or it was removed.</exception>
    public Task<(LogClaim Claim, Segment Last)> Renew(string name, LogClaim claim, CancellationToken cancellationToken) =>
        database.Transact(async connection =>
        {
            await using var command = new NpgsqlCommand(
                "UPDATE log SET epoch = epoch + 1 WHERE number = $1 AND epoch = $2 RETURNING number, id, epoch", connection);
            command.Parameters.AddWithValue(claim.Number);
            command.Parameters.AddWithValue(claim.Epoch);
            var renewed = await ReadClaim(command, cancellationToken) ?? throw new LostClaimException(name);
            return (renewed, await SegmentCatalog.LoadLast(connection, renewed, cancellationToken));
        }, cancellationToken);

    /// <summary>Removes a log; nothing happens where there is none. It is gone at one stroke, its tables follow.</summary>
    public async Task Remove(string name, CancellationToken cancellationToken)
    {
        await database.Run(async connection =>
        {
            // No log of ours has a name that begins like this.
            await using var command = new NpgsqlCommand(
                "UPDATE log SET name = '-' || number, epoch = epoch + 1 WHERE name = $1", connection);
            command.Parameters.AddWithValue(name);
            return await command.ExecuteNonQueryAsync(cancellationToken);
        }, cancellationToken);
        await Sweep(cancellationToken);
    }

    /// <summary>Drops the tables of logs that were removed, also of those whose removal was interrupted.</summary>
    public async Task Sweep(CancellationToken cancellationToken)
    {
        try
        {
            while (await database.Transact(connection => RemoveSome(connection, cancellationToken), cancellationToken))
            {
            }
        }
        catch (DatabaseException held) when (held.InnerException is PostgresException { SqlState: PostgresErrorCodes.LockNotAvailable })
        {
            // A backup or a late reader has a table open: nobody finds the log any more, and a later sweep drops it.
        }
    }

    private static async Task<bool> RemoveSome(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var find = new NpgsqlCommand(
            "SELECT number FROM log WHERE name LIKE '-%' LIMIT 1 FOR UPDATE SKIP LOCKED", connection);
        if (await find.ExecuteScalarAsync(cancellationToken) is not long number)
            return false;
        var firsts = await SegmentCatalog.Firsts(connection, number, cancellationToken);
        if (firsts.Count > 0)
            await SegmentTables.Remove(connection, number, [.. firsts.Take(TablesAtOnce)], cancellationToken);
        if (firsts.Count > TablesAtOnce)
            return true;
        await using var forget = new NpgsqlCommand("DELETE FROM log WHERE number = $1", connection);
        forget.Parameters.AddWithValue(number);
        await forget.ExecuteNonQueryAsync(cancellationToken);
        return true;
    }

    private static async Task<LogClaim?> ReadClaim(NpgsqlCommand command, CancellationToken cancellationToken)
    {
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        return await rows.ReadAsync(cancellationToken)
            ? new LogClaim(rows.GetInt64(0), rows.GetGuid(1), rows.GetInt64(2))
            : null;
    }
}
