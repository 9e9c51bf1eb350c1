using Fabric.EventLog;
using Fabric.Events;
using Npgsql;

namespace Fabric.Postgres.Logs;

/// <summary>Reads a log: the newest events from memory, the others from the segment that holds them.</summary>
internal sealed class LogReader(RecordChunks tail, Retention retention, SegmentReader segments)
{
    /// <summary>Reads as <see cref="IEventLog.Read"/> does, up to an end.</summary>
    public async ValueTask<LogSlice> Read(
        Offset from, Offset end, int maxEvents, int maxBytes, CancellationToken cancellationToken)
    {
        while (true)
        {
            from = Offset.Min(Offset.Max(from, retention.First), end);
            if (from == end)
                return new LogSlice(EventBatch.Empty, end);
            if (tail.Read(from, end, maxEvents, maxBytes) is { } hot)
                return new LogSlice(hot, from + hot.Count);
            var segment = retention.Segments.LastOrDefault(segment => segment.First <= from);
            if (segment is not null && await ReadTable(segment, from, end, maxEvents, maxBytes, cancellationToken) is { } events)
                return new LogSlice(events, from + events.Count);
        }
    }

    /// <summary>The first offset appended at or after a time, in microseconds since 1970.</summary>
    public async ValueTask<Offset> Seek(long appendedAt, Offset end, CancellationToken cancellationToken)
    {
        if (retention.Segments.FirstOrDefault(segment => segment.Index.Latest >= appendedAt) is not { } segment)
            return end;
        var next = Offset.Max(await segments.Seek(segment, appendedAt, cancellationToken), retention.First);
        while (next < end)
        {
            var slice = await Read(next, end, int.MaxValue, ChunkCutter.MostBytes, cancellationToken);
            foreach (var record in slice.Events.Records)
            {
                if (RecordFields.AppendedAtOf(record.Bytes.Span) >= appendedAt)
                    return new Offset(record.Offset);
            }

            next = slice.Next;
        }

        return end;
    }

    /// <summary>Reads from the table that holds an offset; null where it was dropped meanwhile.</summary>
    private async ValueTask<EventBatch?> ReadTable(
        Segment segment, Offset from, Offset end, int maxEvents, int maxBytes, CancellationToken cancellationToken)
    {
        try
        {
            return await segments.Read(segment, from, end, maxEvents, maxBytes, cancellationToken);
        }
        catch (DatabaseException missing) when (segment.First < retention.First &&
            missing.InnerException is PostgresException { SqlState: PostgresErrorCodes.UndefinedTable })
        {
            return null;
        }
    }
}
