using System.Buffers.Binary;
using Fabric.Events;

namespace Fabric.EventLog;

/// <summary>
/// The index of a complete segment on disk, all numbers little-endian: the magic word, its own checksum (CRC-32C of
/// byte 16 on), then first offset, end offset, length in bytes, newest time, and the entries: offset, position, time.
/// It only saves a scan, so nothing depends on it: one that does not hold is made again.
/// </summary>
internal static class SegmentIndexFile
{
    private const ulong Magic = 0x3158444E_49424146;
    private const int HeaderSize = 48;
    private const int EntrySize = 24;

    public static void Save(string path, SegmentIndex index)
    {
        var entries = index.Entries;
        var bytes = new byte[HeaderSize + (entries.Length * EntrySize)];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, Magic);
        Write(bytes, 16, index.First.Value, index.End.Value, index.Length, index.Latest);
        for (var i = 0; i < entries.Length; i++)
            Write(bytes, HeaderSize + (i * EntrySize), entries[i].Offset.Value, entries[i].Position, entries[i].AppendedAt);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(8), Checksum(bytes));
        File.WriteAllBytes(path, bytes);
    }

    /// <summary>Reads an index; null where there is none or it does not hold.</summary>
    public static SegmentIndex? Load(string path, Offset first, int spacing)
    {
        if (!File.Exists(path))
            return null;
        var bytes = File.ReadAllBytes(path);
        if (bytes.Length < HeaderSize || (bytes.Length - HeaderSize) % EntrySize != 0 ||
            BinaryPrimitives.ReadUInt64LittleEndian(bytes) != Magic ||
            BinaryPrimitives.ReadUInt64LittleEndian(bytes.AsSpan(8)) != Checksum(bytes) || Read(bytes, 16) != first.Value)
            return null;

        var entries = new IndexEntry[(bytes.Length - HeaderSize) / EntrySize];
        for (var i = 0; i < entries.Length; i++)
        {
            var at = HeaderSize + (i * EntrySize);
            entries[i] = new IndexEntry(new Offset(Read(bytes, at)), Read(bytes, at + 8), Read(bytes, at + 16));
        }

        var index = new SegmentIndex(first, spacing);
        index.Restore(entries, new Offset(Read(bytes, 24)), Read(bytes, 32), Read(bytes, 40));
        return index;
    }

    // The record's checksum leaves out eight bytes as well: those of the magic word here.
    private static ulong Checksum(byte[] bytes) => EventRecord.ComputeChecksum(bytes.AsSpan(8));

    private static long Read(byte[] bytes, int at) => BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(at));

    private static void Write(byte[] bytes, int at, params ReadOnlySpan<long> values)
    {
        foreach (var value in values)
        {
            BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(at), value);
            at += 8;
        }
    }
}
