using System.Globalization;
using System.Text;

namespace Fabric.EventLog;

/// <summary>
/// The files of a log's directory:
/// <code>
/// format                    the version of everything below
/// id                        the log's identity, a GUID
/// lock, lock.owner          held by the process that has the log open, and its id
/// 00000000000000000042.log  a segment: event records, one behind the other, the first at offset 42
/// 00000000000000000042.index  of a segment that is complete: see <see cref="SegmentIndexFile"/>
/// *.log.damaged             segments that an operator put aside
/// </code>
/// </summary>
internal sealed class LogFiles(string directory, Disk disk)
{
    private const string Format = "fabric event log 1\n";

    public const string Damaged = ".damaged";

    public string Directory { get; } = Path.GetFullPath(directory);

    public string SegmentPath(Offset first) =>
        Path.Combine(Directory, first.Value.ToString("D20", CultureInfo.InvariantCulture) + ".log");

    public static string IndexPath(string segmentPath) => Path.ChangeExtension(segmentPath, ".index");

    /// <summary>The segments, oldest first.</summary>
    public IEnumerable<(string Path, Offset First)> Segments() => List("*.log");

    /// <summary>The segments that an operator put aside.</summary>
    public IEnumerable<(string Path, Offset First)> PutAside() => List("*.log" + Damaged);

    /// <summary>Creates the directory and takes its lock.</summary>
    public DirectoryLock Prepare()
    {
        try
        {
            var isNew = !System.IO.Directory.Exists(Directory);
            System.IO.Directory.CreateDirectory(Directory);
            if (isNew && Path.GetDirectoryName(Directory) is { } parent)
                disk.SyncDirectory(parent);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"The event log's directory {Directory} cannot be created: {failure.Message}", failure);
        }

        return DirectoryLock.Take(Directory);
    }

    /// <summary>Checks that this version can read the log, and returns its identity; both are made for a new log.</summary>
    public (Guid Id, bool IsNew) Identify()
    {
        var format = ReadOrNull("format");
        if (format is null)
            Create("format", Format);
        else if (format != Format)
            throw new InvalidDataException(
                $"{Path.Combine(Directory, "format")} says '{format.Trim()}'; this version reads '{Format.Trim()}' only. Run the version that wrote it.");

        // A log whose files were all removed begins again at offset 0: cursors must not take it for the old one.
        var text = Segments().Any() || PutAside().Any() ? ReadOrNull("id") : null;
        if (text is not null)
            return Guid.TryParse(text, out var known)
                ? (known, false)
                : throw new InvalidDataException(
                    $"{Path.Combine(Directory, "id")} holds no GUID. Restore it from a backup, or delete it: triggers then read from their start position.");
        var id = Guid.NewGuid();
        Create("id", id.ToString());
        return (id, true);
    }

    public void Sync() => disk.SyncDirectory(Directory);

    private string? ReadOrNull(string name)
    {
        var path = Path.Combine(Directory, name);
        return File.Exists(path) ? File.ReadAllText(path) : null;
    }

    private void Create(string name, string text) =>
        DurableFile.Replace(Path.Combine(Directory, name), Encoding.UTF8.GetBytes(text));

    private IEnumerable<(string Path, Offset First)> List(string pattern) =>
        from path in System.IO.Directory.EnumerateFiles(Directory, pattern)
        let name = Path.GetFileName(path)
        let digits = name[..name.IndexOf('.', StringComparison.Ordinal)]
        where long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out _)
        let first = new Offset(long.Parse(digits, CultureInfo.InvariantCulture))
        orderby first
        select (path, first);
}
