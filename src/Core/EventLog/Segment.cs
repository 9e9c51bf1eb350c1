using Microsoft.Win32.SafeHandles;

namespace Fabric.EventLog;

/// <summary>One piece of a log, a file or a table of a database, and what is known of it.</summary>
/// <param name="Path">The file, or the table.</param>
/// <param name="Index">Where its records are.</param>
/// <param name="Fault">What is wrong behind the last record of the index; null where nothing is known to be.</param>
internal sealed record Segment(string Path, SegmentIndex Index, string? Fault = null)
{
    public Offset First => Index.First;

    public Offset End => Index.End;

    public long Length => Index.Length;

    /// <summary>Opens the file for one read: segments come and go, and few of them are read at a time.</summary>
    public SafeFileHandle OpenToRead() => File.OpenHandle(
        Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, FileOptions.Asynchronous);
}
