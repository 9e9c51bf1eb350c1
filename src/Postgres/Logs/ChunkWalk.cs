using System.Runtime.InteropServices;
using Fabric.EventLog;
using Fabric.Events;

namespace Fabric.Postgres.Logs;

/// <summary>Goes from record to record through the chunks of a table, and keeps those that are wanted.</summary>
internal sealed class ChunkWalk(string table, Offset from, Offset end, int maxEvents, int maxBytes)
{
    private readonly List<EventRecord> _records = [];
    private long _bytes;
    private bool _isFull;

    /// <summary>The record to look for next.</summary>
    public Offset Next => from + _records.Count;

    /// <summary>True once as much was found as is wanted, or as there is.</summary>
    public bool IsDone => _isFull || Next >= end || _records.Count >= maxEvents;

    public EventBatch ToBatch() => EventBatch.Of(CollectionsMarshal.AsSpan(_records));

    /// <summary>Looks at the records of the next chunk.</summary>
    public void Take(Offset first, ReadOnlyMemory<byte> chunk)
    {
        if (first > Next)
            throw Missing();
        for (var offset = first; !chunk.IsEmpty && !IsDone; offset += 1)
        {
            // What is stepped over was not asked for: only its size matters.
            var check = offset < Next
                ? RecordCheck.Measure(chunk.Span, chunk.Length)
                : RecordCheck.Verify(chunk.Span, chunk.Length, offset);
            if (!check.Whole)
                throw Damage(offset, check.Fault ?? "it was cut short");
            if (offset == Next)
                Keep(chunk[..check.Size]);
            chunk = chunk[check.Size..];
        }
    }

    public InvalidDataException Missing() => Damage(Next, "it is not there");

    private void Keep(ReadOnlyMemory<byte> record)
    {
        _isFull = _records.Count > 0 && _bytes + record.Length > maxBytes;
        if (_isFull)
            return;
        _records.Add(new EventRecord(record));
        _bytes += record.Length;
    }

    private InvalidDataException Damage(Offset offset, string fault) => new(
        $"The table {table} is damaged where event {offset} should be: {fault}. Restore the database from a backup.");
}
