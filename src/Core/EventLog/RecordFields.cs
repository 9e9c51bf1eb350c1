using System.Buffers.Binary;
using Fabric.Events;

namespace Fabric.EventLog;

/// <summary>The header fields of a record that only logs look at.</summary>
internal static class RecordFields
{
    public static long SizeOf(ReadOnlySpan<byte> record) => BinaryPrimitives.ReadUInt32LittleEndian(record);

    public static long OffsetOf(ReadOnlySpan<byte> record) =>
        BinaryPrimitives.ReadInt64LittleEndian(record[RecordLayout.Offset..]);

    public static long AppendedAtOf(ReadOnlySpan<byte> record) =>
        BinaryPrimitives.ReadInt64LittleEndian(record[RecordLayout.AppendedAt..]);

    public static bool ChecksumHolds(ReadOnlySpan<byte> record) =>
        BinaryPrimitives.ReadUInt32LittleEndian(record[RecordLayout.Checksum..]) == EventRecord.ComputeChecksum(record);

    public static bool StartsCommit(ReadOnlySpan<byte> record) =>
        (record[RecordLayout.Flags] & RecordLayout.CommitStart) != 0;

    public static void MarkCommitStart(Span<byte> record, bool starts) =>
        record[RecordLayout.Flags] = (byte)(starts
            ? record[RecordLayout.Flags] | RecordLayout.CommitStart
            : record[RecordLayout.Flags] & ~RecordLayout.CommitStart);
}
