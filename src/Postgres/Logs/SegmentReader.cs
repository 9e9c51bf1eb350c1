using Fabric.EventLog;
using Fabric.Events;
using Npgsql;

namespace Fabric.Postgres.Logs;

/// <summary>Reads records of one segment table and checks each that it hands out.</summary>
internal sealed class SegmentReader(PostgresDatabase database)
{
    private const int MostRows = 256;

    /// <summary>Reads at least one record.</summary>
    /// <param name="segment">Holds the first offset wanted.</param>
    /// <param name="from">The first offset wanted.</param>
    /// <param name="end">Where the records that may be read end.</param>
    /// <param name="maxEvents">Most records.</param>
    /// <param name="maxBytes">Most bytes, if more than one record.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <exception cref="InvalidDataException">A record is damaged or missing.</exception>
    public async Task<EventBatch> Read(
        Segment segment, Offset from, Offset end, int maxEvents, int maxBytes, CancellationToken cancellationToken)
    {
        var walk = new ChunkWalk(segment.Path, from, Offset.Min(end, segment.End), maxEvents, maxBytes);
        for (var rows = (maxBytes / ChunkCutter.MostBytes) + 1; !walk.IsDone; rows *= 4)
        {
            var next = walk.Next;
            await ReadRows(segment, walk, from + maxEvents, Math.Min(rows, MostRows), cancellationToken);
            if (walk.Next == next && !walk.IsDone)
                throw walk.Missing();
            rows = Math.Min(rows, MostRows);
        }

        var events = walk.ToBatch();
        return events.Count > 0 ? events : throw walk.Missing();
    }

    /// <summary>The first chunk with an event appended at or after a time; the end where there is none.</summary>
    public Task<Offset> Seek(Segment segment, long appendedAt, CancellationToken cancellationToken) =>
        database.Run(async connection =>
        {
            await using var command = new NpgsqlCommand(
                $"SELECT min(first) FROM {segment.Path} WHERE latest >= $1", connection);
            command.Parameters.AddWithValue(appendedAt);
            return await command.ExecuteScalarAsync(cancellationToken) is long first ? new Offset(first) : segment.End;
        }, cancellationToken);

    private Task<bool> ReadRows(
        Segment segment, ChunkWalk walk, Offset before, int rows, CancellationToken cancellationToken) =>
        database.Run(async connection =>
        {
            await using var command = new NpgsqlCommand($"""
                SELECT first, records FROM {segment.Path}
                WHERE first >= (SELECT max(first) FROM {segment.Path} WHERE first <= $1) AND first < $2
                ORDER BY first LIMIT $3
                """, connection);
            command.Parameters.AddWithValue(walk.Next.Value);
            command.Parameters.AddWithValue(before.Value);
            command.Parameters.AddWithValue(rows);
            await using var found = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            while (!walk.IsDone && await found.ReadAsync(cancellationToken).ConfigureAwait(false))
                walk.Take(new Offset(found.GetInt64(0)), found.GetFieldValue<byte[]>(1));
            return true;
        }, cancellationToken);
}
