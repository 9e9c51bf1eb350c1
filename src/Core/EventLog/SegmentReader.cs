using Fabric.Events;
using Microsoft.Win32.SafeHandles;

namespace Fabric.EventLog;

/// <summary>Reads records of one segment from the disk and checks each that it hands out.</summary>
internal sealed class SegmentReader
{
    private const int LeastRead = 64 << 10;

    private readonly ReadHint?[] _hints = new ReadHint?[16];
    private int _nextHint;

    /// <summary>Reads at least one record.</summary>
    /// <param name="segment">Holds the first offset wanted.</param>
    /// <param name="from">The first offset wanted.</param>
    /// <param name="end">Where the records that may be read end.</param>
    /// <param name="maxEvents">Most records.</param>
    /// <param name="maxBytes">Most bytes, if more than one record.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    public async ValueTask<EventBatch> Read(
        Segment segment, Offset from, Offset end, int maxEvents, int maxBytes, CancellationToken cancellationToken)
    {
        using var file = segment.OpenToRead();
        var length = segment.Length;
        var walk = new RecordWalk(segment, Start(segment, from), from, Offset.Min(end, segment.End), maxEvents, maxBytes);
        var wanted = Estimate(segment, maxEvents, maxBytes);
        while (true)
        {
            var buffer = GC.AllocateUninitializedArray<byte>((int)Math.Min(wanted, length - walk.Position));
            var read = await ReadFully(file, buffer, walk.Position, cancellationToken);
            if (read < buffer.Length)
                throw SegmentDamage.At(segment.Path, walk.Position + read, walk.Offset, $"the file ends; it had {length} bytes");
            var next = walk.Take(buffer, length);
            if (walk.IsDone)
                break;
            wanted = Math.Max(wanted, next);
        }

        Remember(new ReadHint(segment, walk.Offset, walk.Position));
        return walk.ToBatch();
    }

    private (Offset Offset, long Position) Start(Segment segment, Offset from)
    {
        foreach (var slot in _hints)
        {
            if (slot is { } hint && hint.Offset == from && hint.Segment.Path == segment.Path)
                return (from, hint.Position);
        }

        var entry = segment.Index.Floor(from);
        return (entry.Offset, entry.Position);
    }

    private void Remember(ReadHint hint) =>
        _hints[(uint)Interlocked.Increment(ref _nextHint) % (uint)_hints.Length] = hint;

    private static long Estimate(Segment segment, int maxEvents, int maxBytes)
    {
        var average = segment.Length / Math.Max(1, segment.End - segment.First);
        var expected = Math.Min(average + 256, int.MaxValue) * (long)maxEvents;
        return Math.Max(LeastRead, Math.Min(maxBytes, expected));
    }

    private static async ValueTask<int> ReadFully(
        SafeFileHandle file, Memory<byte> buffer, long position, CancellationToken cancellationToken)
    {
        var total = 0;
        while (total < buffer.Length)
        {
            var read = await RandomAccess.ReadAsync(file, buffer[total..], position + total, cancellationToken);
            if (read == 0)
                break;
            total += read;
        }

        return total;
    }

    /// <summary>Where a reader went on to, so that the next read need not start at an index entry.</summary>
    private sealed record ReadHint(Segment Segment, Offset Offset, long Position);
}
