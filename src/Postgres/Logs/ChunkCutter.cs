using System.Runtime.InteropServices;
using Fabric.EventLog;
using Fabric.Events;

namespace Fabric.Postgres.Logs;

/// <summary>Cuts the records of a commit into chunks: few rows to write, and little to read for one event.</summary>
internal static class ChunkCutter
{
    /// <summary>Where a chunk ends; only a single record is larger.</summary>
    public const int MostBytes = 64 << 10;

    public static IReadOnlyList<Chunk> Cut(ReadOnlySpan<EventRecord> records)
    {
        var chunks = new List<Chunk>();
        while (!records.IsEmpty)
        {
            var count = Fitting(records);
            var last = records[count - 1];
            chunks.Add(new Chunk(
                new Offset(records[0].Offset), count, RecordFields.AppendedAtOf(last.Bytes.Span), Join(records[..count])));
            records = records[count..];
        }

        return chunks;
    }

    private static int Fitting(ReadOnlySpan<EventRecord> records)
    {
        var count = 1;
        for (var bytes = records[0].Bytes.Length; count < records.Length; count++)
        {
            bytes += records[count].Bytes.Length;
            if (bytes > MostBytes)
                break;
        }

        return count;
    }

    // Small records share a buffer and lie one behind the other: mostly there is nothing to copy.
    private static ReadOnlyMemory<byte> Join(ReadOnlySpan<EventRecord> records)
    {
        MemoryMarshal.TryGetArray(records[0].Bytes, out var joined);
        for (var i = 1; i < records.Length; i++)
        {
            MemoryMarshal.TryGetArray(records[i].Bytes, out var next);
            if (next.Array != joined.Array || next.Offset != joined.Offset + joined.Count)
                return Copy(records);
            joined = new ArraySegment<byte>(joined.Array!, joined.Offset, joined.Count + next.Count);
        }

        return joined;
    }

    private static byte[] Copy(ReadOnlySpan<EventRecord> records)
    {
        var size = 0;
        foreach (var record in records)
            size += record.Bytes.Length;
        var copy = GC.AllocateUninitializedArray<byte>(size);
        size = 0;
        foreach (var record in records)
        {
            record.Bytes.CopyTo(copy.AsMemory(size));
            size += record.Bytes.Length;
        }

        return copy;
    }
}
