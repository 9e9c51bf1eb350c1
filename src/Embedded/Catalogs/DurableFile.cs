using Fabric.EventLog;

namespace Fabric.Embedded.Catalogs;

/// <summary>Files that survive a power failure, and that only their owner reads: manifests may hold secrets.</summary>
internal static class DurableFile
{
    private const UnixFileMode OwnerFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnerFolder = OwnerFile | UnixFileMode.UserExecute;

    public static async ValueTask Write(string path, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        // A leftover keeps the mode that it has, which may be a wider one.
        File.Delete(path);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerFile;
        await using var stream = new FileStream(path, options);
        await stream.WriteAsync(bytes, cancellationToken);
        stream.Flush(flushToDisk: true);
    }

    public static void CreateFolder(string path)
    {
        if (Directory.Exists(path))
            return;
        var parent = Path.GetDirectoryName(path)!;
        CreateFolder(parent);
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else
            Directory.CreateDirectory(path, OwnerFolder);
        SyncFolder(parent);
    }

    /// <summary>Makes the names in a folder durable; a new or renamed file is not there after a power failure without it.</summary>
    public static void SyncFolder(string path)
    {
        if (!OperatingSystem.IsWindows())
            Posix.SyncDirectory(path);
    }
}
