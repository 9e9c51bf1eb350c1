using Fabric.Events;

namespace Fabric.EventLog;

/// <summary>Reads a file log: the newest events from memory, the others from the segment that holds them.</summary>
internal sealed class FileLogReader(RecordChunks tail, Retention retention)
{
    private readonly SegmentReader _reader = new();

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
            if (retention.Segments.LastOrDefault(segment => segment.First <= from) is not { } segment)
                continue;
            if (from >= segment.End)
                from = StepOverGap(segment);
            else if (await ReadFromDisk(segment, from, end, maxEvents, maxBytes, cancellationToken) is { } events)
                return new LogSlice(events, from + events.Count);
        }
    }

    /// <summary>The first offset appended at or after a time, in microseconds since 1970.</summary>
    public async ValueTask<Offset> Seek(long appendedAt, Offset end, int sliceBytes, CancellationToken cancellationToken)
    {
        if (retention.Segments.FirstOrDefault(segment => segment.Index.Latest >= appendedAt) is not { } segment)
            return end;
        for (var next = Offset.Max(segment.Index.FloorOfTime(appendedAt).Offset, retention.First); next < end;)
        {
            var slice = await Read(next, end, int.MaxValue, sliceBytes, cancellationToken);
            foreach (var record in slice.Events.Records)
            {
                if (RecordFields.AppendedAtOf(record.Bytes.Span) >= appendedAt)
                    return new Offset(record.Offset);
            }

            next = slice.Next;
        }

        return end;
    }

    /// <summary>Reads from the segment that holds an offset; null where its file has gone meanwhile.</summary>
    private async ValueTask<EventBatch?> ReadFromDisk(
        Segment segment, Offset from, Offset end, int maxEvents, int maxBytes, CancellationToken cancellationToken)
    {
        try
        {
            return await _reader.Read(segment, from, end, maxEvents, maxBytes, cancellationToken);
        }
        catch (FileNotFoundException) when (segment.First < retention.First)
        {
            return null;
        }
    }

    /// <summary>Where events go on behind a segment whose followers were put aside.</summary>
    private Offset StepOverGap(Segment segment)
    {
        if (segment.Fault is { } fault)
            throw SegmentDamage.At(segment.Path, segment.Length, segment.End, fault);
        return retention.Segments.First(next => next.First > segment.First).First;
    }
}
