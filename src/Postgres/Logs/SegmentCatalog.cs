using Fabric.EventLog;
using Npgsql;

namespace Fabric.Postgres.Logs;

/// <summary>What is known of a log's segments without reading their records.</summary>
internal static class SegmentCatalog
{
    // The records of a table are found by its primary key; the index in memory knows the segment's ends only.
    private const int NoEntries = int.MaxValue;

    /// <summary>The segments of a log, oldest first; the last one is looked at, the others were when they ended.</summary>
    public static async Task<IReadOnlyList<Segment>> Load(
        NpgsqlConnection connection, LogClaim claim, CancellationToken cancellationToken)
    {
        var firsts = await Firsts(connection, claim.Number, cancellationToken);
        if (firsts.Count == 0)
            return [];
        var segments = new List<Segment>();
        await using (var command = new NpgsqlCommand(
            "SELECT first, until, oldest, bytes, latest FROM segment WHERE log = $1 AND first < $2 ORDER BY first", connection))
        {
            command.Parameters.AddWithValue(claim.Number);
            command.Parameters.AddWithValue(firsts[^1].Value);
            await using var rows = await command.ExecuteReaderAsync(cancellationToken);
            while (await rows.ReadAsync(cancellationToken))
                segments.Add(ToSegment(claim, rows));
        }

        segments.Add(await LoadLast(connection, claim, firsts[^1], cancellationToken));
        return segments;
    }

    /// <summary>The segment that is appended to.</summary>
    public static async Task<Segment> LoadLast(NpgsqlConnection connection, LogClaim claim, CancellationToken cancellationToken) =>
        await LoadLast(connection, claim, (await Firsts(connection, claim.Number, cancellationToken))[^1], cancellationToken);

    public static Segment Empty(LogClaim claim, Offset first) => new(claim.Table(first), new SegmentIndex(first, NoEntries));

    public static async Task<IReadOnlyList<Offset>> Firsts(NpgsqlConnection connection, long log, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("SELECT first FROM segment WHERE log = $1 ORDER BY first", connection);
        command.Parameters.AddWithValue(log);
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        var firsts = new List<Offset>();
        while (await rows.ReadAsync(cancellationToken))
            firsts.Add(new Offset(rows.GetInt64(0)));
        return firsts;
    }

    private static async Task<Segment> LoadLast(
        NpgsqlConnection connection, LogClaim claim, Offset first, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand($"""
            SELECT $1, max(first + count), min(latest), sum(octet_length(records))::bigint, max(latest) FROM {claim.Table(first)}
            """, connection);
        command.Parameters.AddWithValue(first.Value);
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        await rows.ReadAsync(cancellationToken);
        return ToSegment(claim, rows);
    }

    private static Segment ToSegment(LogClaim claim, NpgsqlDataReader row)
    {
        var segment = Empty(claim, new Offset(row.GetInt64(0)));
        if (!row.IsDBNull(1))
            segment.Index.Restore(
                [new IndexEntry(segment.First, 0, row.GetInt64(2))], new Offset(row.GetInt64(1)), row.GetInt64(3), row.GetInt64(4));
        return segment;
    }
}
