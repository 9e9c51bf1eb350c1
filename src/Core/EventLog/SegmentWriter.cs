using Fabric.Events;
using Microsoft.Win32.SafeHandles;

namespace Fabric.EventLog;

/// <summary>
/// Appends to the last segment. What could not be synced is cut off again before anything else is written, through
/// a new handle: after a failed sync the old one may say that all is well.
/// </summary>
internal sealed class SegmentWriter(Segment segment, Disk disk) : IDisposable
{
    private SafeFileHandle _file = OpenToWrite(segment.Path);
    private bool _torn;

    public Segment Segment { get; } = segment;

    /// <summary>Creates the segment that follows, durably.</summary>
    public static SegmentWriter Create(LogFiles files, Offset first, int indexBytes, Disk disk)
    {
        var path = files.SegmentPath(first);
        File.Create(path).Dispose();
        try
        {
            files.Sync();
            return new SegmentWriter(new Segment(path, new SegmentIndex(first, indexBytes)), disk);
        }
        catch (Exception)
        {
            File.Delete(path);
            throw;
        }
    }

    /// <summary>Writes records and syncs them, all with one call each.</summary>
    /// <exception cref="IOException">Nothing was written that a later write could not replace.</exception>
    /// <exception cref="InvalidDataException">The file no longer holds what was synced before.</exception>
    public void Write(IReadOnlyList<ReadOnlyMemory<byte>> buffers)
    {
        if (_torn)
            Repair();
        _torn = true;
        disk.Write(_file, buffers, Segment.Length);
        disk.Sync(_file);
        _torn = false;
    }

    /// <summary>Cuts the file back to what was synced, so that a full disk has its room back.</summary>
    public void Repair()
    {
        if (!_torn)
            return;
        _file.Dispose();
        _file = OpenToWrite(Segment.Path);
        var length = RandomAccess.GetLength(_file);
        if (length < Segment.Length)
            throw SegmentDamage.At(Segment.Path, length, Segment.End, $"the file ends; it had {Segment.Length} bytes");
        disk.Cut(_file, Segment.Length);
        disk.Sync(_file);
        VerifyEnd();
        _torn = false;
    }

    public void Dispose() => _file.Dispose();

    private void VerifyEnd()
    {
        var (offset, position, _) = Segment.Index.Floor(Segment.End);
        var bytes = new byte[Segment.Length - position];
        var read = RandomAccess.Read(_file, bytes, position);
        for (var rest = bytes.AsSpan(0, read); position < Segment.Length; offset += 1)
        {
            var check = RecordCheck.Verify(rest, Segment.Length - position, offset);
            if (!check.Whole)
                throw SegmentDamage.At(Segment.Path, position, offset, check.Fault ?? "it was cut short");
            rest = rest[check.Size..];
            position += check.Size;
        }
    }

    private static SafeFileHandle OpenToWrite(string path) =>
        File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
}
