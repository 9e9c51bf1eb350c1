using System.Runtime.InteropServices;
using Fabric.Events;

namespace Fabric.EventLog;

/// <summary>
/// Event records in memory by offset: all of a memory log, the hot tail of a file log. One writer at a time; reads need
/// no lock, and what they hand out stays valid when it is removed.
/// </summary>
internal sealed class RecordChunks
{
    private const int SmallestChunk = 16 << 10;
    // Beyond some 85,000 bytes an array goes where only full collections free it: with 256 KiB a file log caused five a second.
    private const int LargestChunk = 64 << 10;

    private RecordChunk[] _chunks = [];
    private int _nextChunk = SmallestChunk;

    /// <summary>The oldest record held; null where there is none.</summary>
    public Offset? First => Volatile.Read(ref _chunks) is [var oldest, ..] ? oldest.First : null;

    public EventRecord this[Offset offset]
    {
        get
        {
            var chunks = Volatile.Read(ref _chunks);
            return chunks[Find(chunks, offset)][offset];
        }
    }

    /// <summary>Copies a record behind the last one and stamps the copy.</summary>
    public void Append(EventRecord record, Offset offset, long appendedAt, bool startsCommit = false)
    {
        var size = record.Bytes.Length;
        if (_chunks.Length == 0 || !_chunks[^1].HasRoomFor(size))
            Volatile.Write(ref _chunks, [.. _chunks, NewChunk(offset)]);
        var chunk = _chunks[^1];
        var copy = chunk.Reserve(size);
        record.Bytes.CopyTo(copy);
        RecordFields.MarkCommitStart(copy.Span, startsCommit);
        EventRecord.Stamp(copy.Span, offset.Value, appendedAt);
        chunk.Add(copy);
    }

    /// <summary>Reads at least one record, before <paramref name="end"/>; null where the first one is not held any more.</summary>
    public EventBatch? Read(Offset from, Offset end, int maxEvents, int maxBytes)
    {
        var chunks = Volatile.Read(ref _chunks);
        if (chunks.Length == 0 || from < chunks[0].First)
            return null;
        List<EventBatch>? parts = null;
        EventBatch? first = null;
        for (var i = Find(chunks, from); i < chunks.Length && from < end; i++)
        {
            var count = (int)Math.Min(Math.Min(End(chunks, i, end) - from, maxEvents), int.MaxValue);
            var range = chunks[i].Range(from, count);
            var fits = Fitting(range.Span, maxBytes, first is null);
            var part = EventBatch.Over(range[..fits]);
            if (first is null)
                first = part;
            else
                (parts ??= [first]).Add(part);
            if (fits < count || count == maxEvents)
                break;
            from += fits;
            maxEvents -= fits;
            maxBytes -= (int)Math.Min(part.TotalBytes, maxBytes);
        }

        return parts is null ? first ?? EventBatch.Empty : EventBatch.Join(parts);
    }

    /// <summary>The bytes of a range of records, joined where they lie one behind the other.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Buffers(Offset from, Offset end)
    {
        var buffers = new List<ReadOnlyMemory<byte>>();
        foreach (var record in Read(from, end, int.MaxValue, int.MaxValue)!.Records)
        {
            if (buffers is [.., var last] && MemoryMarshal.TryGetArray(last, out var left) &&
                MemoryMarshal.TryGetArray(record.Bytes, out var right) && left.Array == right.Array &&
                left.Offset + left.Count == right.Offset)
                buffers[^1] = new ReadOnlyMemory<byte>(left.Array, left.Offset, left.Count + right.Count);
            else
                buffers.Add(record.Bytes);
        }

        return buffers;
    }

    /// <summary>The first offset in a range that was appended at or after a time.</summary>
    public Offset Seek(long appendedAt, Offset first, Offset end)
    {
        var (low, high) = (first.Value, end.Value);
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            if (RecordFields.AppendedAtOf(this[new Offset(middle)].Bytes.Span) < appendedAt)
                low = middle + 1;
            else
                high = middle;
        }

        return new Offset(low);
    }

    /// <summary>Frees the chunks that hold nothing from an offset on.</summary>
    public void RemoveBefore(Offset offset)
    {
        var removable = 0;
        while (removable < _chunks.Length && _chunks[removable].End <= offset)
            removable++;
        if (removable > 0)
            Volatile.Write(ref _chunks, _chunks[removable..]);
    }

    /// <summary>Frees the oldest chunks that end before an offset, until no more than so many bytes are held.</summary>
    public void KeepNewest(long bytes, Offset before)
    {
        var held = _chunks.Sum(chunk => chunk.Bytes);
        foreach (var chunk in _chunks)
        {
            if (held <= bytes || chunk.End > before)
                return;
            held -= chunk.Bytes;
            RemoveBefore(chunk.End);
        }
    }

    /// <summary>Takes back what was appended from an offset on.</summary>
    public void TruncateTo(Offset end)
    {
        var kept = _chunks.Length;
        while (kept > 0 && _chunks[kept - 1].First >= end)
            kept--;
        if (kept > 0 && _chunks[kept - 1].End > end)
            _chunks[kept - 1].TruncateTo(end);
        Volatile.Write(ref _chunks, _chunks[..kept]);
    }

    private RecordChunk NewChunk(Offset first)
    {
        var capacity = _nextChunk;
        _nextChunk = Math.Min(_nextChunk * 2, LargestChunk);
        return new RecordChunk(first, capacity);
    }

    private static Offset End(RecordChunk[] chunks, int index, Offset end) =>
        index + 1 < chunks.Length ? Offset.Min(chunks[index + 1].First, end) : end;

    private static int Fitting(ReadOnlySpan<EventRecord> records, int maxBytes, bool atLeastOne)
    {
        var left = (long)maxBytes;
        for (var i = 0; i < records.Length; i++)
        {
            left -= records[i].Bytes.Length;
            if (left < 0 && !(atLeastOne && i == 0))
                return i;
        }

        return records.Length;
    }

    private static int Find(RecordChunk[] chunks, Offset offset)
    {
        var (low, high) = (0, chunks.Length - 1);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (chunks[middle].First <= offset)
                low = middle;
            else
                high = middle - 1;
        }

        return low;
    }
}
