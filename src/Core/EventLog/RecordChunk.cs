using Fabric.Events;

namespace Fabric.EventLog;

/// <summary>
/// Consecutive records in memory. Small ones share a buffer, a large one has its own, so that neither wastes much of
/// the other's room. One writer; readers look only at offsets that were published to them afterwards.
/// </summary>
internal sealed class RecordChunk(Offset first, int capacity)
{
    private const int LargeRecord = 32 << 10;

    private readonly byte[] _buffer = GC.AllocateUninitializedArray<byte>(capacity);
    private EventRecord[] _records = new EventRecord[Math.Max(16, capacity >> 10)];
    private int _count;
    private int _used;

    /// <summary>The size of its records together.</summary>
    public long Bytes { get; private set; }

    public Offset First { get; } = first;

    public Offset End => First + _count;

    public EventRecord this[Offset offset] => Volatile.Read(ref _records)[(int)(offset - First)];

    public ReadOnlyMemory<EventRecord> Range(Offset from, int count) =>
        Volatile.Read(ref _records).AsMemory((int)(from - First), count);

    public bool HasRoomFor(int size) => size > LargeRecord ? Bytes < 1 << 20 : _used + size <= _buffer.Length;

    /// <summary>Where the next record may be written; <see cref="Add"/> it when it is complete.</summary>
    public Memory<byte> Reserve(int size)
    {
        if (size > LargeRecord)
            return GC.AllocateUninitializedArray<byte>(size);
        var place = _buffer.AsMemory(_used, size);
        _used += size;
        return place;
    }

    public void Add(ReadOnlyMemory<byte> record)
    {
        if (_count == _records.Length)
        {
            var larger = new EventRecord[_count * 2];
            _records.CopyTo(larger, 0);
            Volatile.Write(ref _records, larger);
        }

        _records[_count++] = new EventRecord(record);
        Bytes += record.Length;
    }

    /// <summary>Takes back the records from an offset on; no reader has seen them.</summary>
    public void TruncateTo(Offset end)
    {
        var kept = (int)(end - First);
        Array.Clear(_records, kept, _count - kept);
        _count = kept;
        _used = 0;
        Bytes = 0;
        foreach (var record in _records.AsSpan(0, kept))
        {
            _used += record.Bytes.Length > LargeRecord ? 0 : record.Bytes.Length;
            Bytes += record.Bytes.Length;
        }
    }
}
