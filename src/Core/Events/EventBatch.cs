using System.Buffers;
using System.Buffers.Binary;

namespace Fabric.Events;

/// <summary>
/// Some event records: the unit of publish, append, read, wire and link. The records may share one buffer or lie in
/// several; nobody writes to them once they are in a batch.
/// </summary>
public sealed class EventBatch
{
    private readonly ReadOnlyMemory<EventRecord> _records;

    private EventBatch(ReadOnlyMemory<EventRecord> records)
    {
        _records = records;
        foreach (var record in records.Span)
            TotalBytes += record.Bytes.Length;
    }

    public static EventBatch Empty { get; } = new(ReadOnlyMemory<EventRecord>.Empty);

    public int Count => _records.Length;

    /// <summary>The size of all records together, in bytes.</summary>
    public long TotalBytes { get; }

    public EventRecord this[int index] => _records.Span[index];

    public ReadOnlySpan<EventRecord> Records => _records.Span;

    public static EventBatch Of(params ReadOnlySpan<EventRecord> records) =>
        records.IsEmpty ? Empty : new EventBatch(records.ToArray());

    /// <summary>A batch over records that stay as they are.</summary>
    internal static EventBatch Over(ReadOnlyMemory<EventRecord> records) => records.IsEmpty ? Empty : new EventBatch(records);

    /// <summary>Joins batches without copying their bytes.</summary>
    public static EventBatch Join(IReadOnlyList<EventBatch> batches)
    {
        if (batches.Count == 1)
            return batches[0];
        var total = 0;
        for (var index = 0; index < batches.Count; index++)
            total += batches[index].Count;
        var joined = new EventRecord[total];
        var position = 0;
        for (var index = 0; index < batches.Count; index++)
        {
            var batch = batches[index];
            batch.Records.CopyTo(joined.AsSpan(position));
            position += batch.Count;
        }

        return joined.Length == 0 ? Empty : new EventBatch(joined);
    }

    /// <summary>Finds the records in a buffer that holds nothing else, one behind the other.</summary>
    /// <exception cref="FormatException">The buffer ends within a record or a size is impossible.</exception>
    public static EventBatch Parse(ReadOnlyMemory<byte> buffer)
    {
        if (buffer.Length >= RecordLayout.HeaderSize && BinaryPrimitives.ReadUInt32LittleEndian(buffer.Span) == buffer.Length)
            return new EventBatch(new[] { new EventRecord(buffer) });
        var records = new List<EventRecord>();
        for (var rest = buffer; !rest.IsEmpty;)
        {
            var size = rest.Length < RecordLayout.HeaderSize
                ? 0
                : BinaryPrimitives.ReadUInt32LittleEndian(rest.Span);
            if (size < RecordLayout.HeaderSize || size > rest.Length)
                throw new FormatException($"Record {records.Count} of an event batch claims {size} bytes; {rest.Length} are left.");
            records.Add(new EventRecord(rest[..(int)size]));
            rest = rest[(int)size..];
        }

        return records.Count == 0 ? Empty : new EventBatch(records.ToArray());
    }

    /// <summary>Writes all records one behind the other, as <see cref="Parse"/> reads them.</summary>
    public void WriteTo(IBufferWriter<byte> writer)
    {
        foreach (var record in Records)
            writer.Write(record.Bytes.Span);
    }
}
