using Fabric.Events;

namespace Fabric.EventLog;

/// <summary>Goes from record to record through what was read of a segment, and keeps those that are wanted.</summary>
internal sealed class RecordWalk(
    Segment segment, (Offset Offset, long Position) start, Offset from, Offset end, int maxEvents, int maxBytes)
{
    private readonly List<EventRecord> _records = [];
    private long _bytes;

    /// <summary>The record to look at next.</summary>
    public Offset Offset { get; private set; } = start.Offset;

    /// <summary>Where it begins in the segment.</summary>
    public long Position { get; private set; } = start.Position;

    /// <summary>True once as much was found as is wanted, or as there is in what was read.</summary>
    public bool IsDone { get; private set; }

    public EventBatch ToBatch() => EventBatch.Of(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_records));

    /// <summary>Looks at the records of a buffer, and returns how many bytes the next one needs.</summary>
    /// <param name="buffer">What was read from <see cref="Position"/> on.</param>
    /// <param name="length">The size of the segment.</param>
    public int Take(ReadOnlyMemory<byte> buffer, long length)
    {
        while (Offset < end && _records.Count < maxEvents)
        {
            // What is stepped over was not asked for: only its size matters.
            var left = length - Position;
            var check = Offset < from
                ? RecordCheck.Measure(buffer.Span, left)
                : RecordCheck.Verify(buffer.Span, left, Offset);
            if (check.Fault is { } fault)
                throw SegmentDamage.At(segment.Path, Position, Offset, fault);
            if (!check.Whole)
            {
                IsDone = _records.Count > 0;
                return check.Size;
            }

            if (Offset >= from && !Keep(buffer[..check.Size]))
                break;
            buffer = buffer[check.Size..];
            Position += check.Size;
            Offset += 1;
        }

        IsDone = true;
        return 0;
    }

    private bool Keep(ReadOnlyMemory<byte> record)
    {
        if (_records.Count > 0 && _bytes + record.Length > maxBytes)
            return false;
        _records.Add(new EventRecord(record));
        _bytes += record.Length;
        return true;
    }
}
