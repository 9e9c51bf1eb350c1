using Fabric.Events;

namespace Fabric.EventLog;

/// <summary>
/// Tells the traces of a crash from damage. A crash leaves at most one group of records unfinished, which nobody was
/// told is kept: it may be cut. Damage has records behind it that were synced later: they must not be cut with it.
/// </summary>
internal static class TornTail
{
    private const int Sector = 512;

    /// <summary>True where the bytes from a position on are an unfinished write.</summary>
    /// <param name="path">The last segment of a log.</param>
    /// <param name="position">Where the records that hold end.</param>
    /// <param name="expected">The offset of the record that should be there.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    public static async ValueTask<bool> Is(string path, long position, Offset expected, CancellationToken cancellationToken)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        file.Position = position;
        var tail = new byte[Math.Min(file.Length - position, Array.MaxLength)];
        await file.ReadExactlyAsync(tail, cancellationToken);

        var next = FindRecord(tail, 1, expected);
        if (next < 0)
            return true;
        // After a power loss the sectors of one write may be there in any order; what is not there reads as zeros.
        return HasEmptySector(tail.AsSpan(0, next), position) && !HasCommitStart(tail, next, expected);
    }

    /// <summary>Where the next whole record with a later offset begins; -1 where there is none.</summary>
    private static int FindRecord(ReadOnlySpan<byte> tail, int from, Offset expected)
    {
        var mostRecords = tail.Length / RecordLayout.HeaderSize;
        for (var at = from; at <= tail.Length - RecordLayout.HeaderSize; at++)
        {
            var rest = tail[at..];
            var ahead = RecordFields.OffsetOf(rest) - expected.Value;
            if (ahead >= 0 && ahead <= mostRecords && IsWhole(rest))
                return at;
        }

        return -1;
    }

    private static bool IsWhole(ReadOnlySpan<byte> rest)
    {
        var check = RecordCheck.Measure(rest, rest.Length);
        return check.Whole && RecordFields.ChecksumHolds(rest[..check.Size]);
    }

    private static bool HasCommitStart(ReadOnlySpan<byte> tail, int at, Offset expected)
    {
        for (; at >= 0; at = FindRecord(tail, at + (int)RecordFields.SizeOf(tail[at..]), expected))
        {
            if (RecordFields.StartsCommit(tail[at..]))
                return true;
        }

        return false;
    }

    private static bool HasEmptySector(ReadOnlySpan<byte> bytes, long position)
    {
        var start = (int)((Sector - (position % Sector)) % Sector);
        for (; start + Sector <= bytes.Length; start += Sector)
        {
            if (!bytes.Slice(start, Sector).ContainsAnyExcept((byte)0))
                return true;
        }

        return false;
    }
}
