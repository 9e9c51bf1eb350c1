using System.Buffers;

namespace Fabric.EventLog;

/// <summary>Reads a segment from its beginning and checks every record, to learn how far it holds.</summary>
/// <param name="Index">The records that hold.</param>
/// <param name="FileLength">The size of the file, which is more than the index says where something is wrong.</param>
/// <param name="Fault">What is wrong behind the last record that holds; null where nothing is.</param>
internal sealed record SegmentScan(SegmentIndex Index, long FileLength, string? Fault)
{
    private const int BufferSize = 1 << 20;

    public static async ValueTask<SegmentScan> Run(string path, Offset first, int spacing, CancellationToken cancellationToken)
    {
        var index = new SegmentIndex(first, spacing);
        using var file = new Segment(path, index).OpenToRead();
        var length = RandomAccess.GetLength(file);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            string? fault = null;
            while (fault is null && index.Length < length)
            {
                var read = await RandomAccess.ReadAsync(file, buffer, index.Length, cancellationToken);
                var wanted = Take(buffer.AsSpan(0, read), length, index, out fault);
                if (wanted > buffer.Length)
                {
                    ArrayPool<byte>.Shared.Return(buffer);
                    buffer = ArrayPool<byte>.Shared.Rent(wanted);
                }
            }

            return new SegmentScan(index, length, fault);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Checks the records of a buffer, and returns how many bytes the next one has.</summary>
    private static int Take(ReadOnlySpan<byte> bytes, long length, SegmentIndex index, out string? fault)
    {
        while (index.Length < length)
        {
            var check = RecordCheck.Verify(bytes, length - index.Length, index.End);
            fault = check.Fault ?? (bytes.IsEmpty ? "the file ended while it was read" : null);
            if (!check.Whole)
                return check.Size;
            index.Add(bytes[..check.Size]);
            bytes = bytes[check.Size..];
        }

        fault = null;
        return 0;
    }
}
