using Microsoft.Win32.SafeHandles;

namespace Fabric.EventLog;

/// <summary>The calls that make things durable, in one place, so that tests can count them and let them fail.</summary>
internal class Disk
{
    public static Disk Real { get; } = new();

    /// <summary>Writes all buffers one behind the other.</summary>
    /// <exception cref="IOException">The disk is full or failed; part of it may be written.</exception>
    public virtual void Write(SafeFileHandle file, IReadOnlyList<ReadOnlyMemory<byte>> buffers, long position) =>
        RandomAccess.Write(file, buffers, position);

    /// <summary>Shortens a file.</summary>
    public virtual void Cut(SafeFileHandle file, long length) => RandomAccess.SetLength(file, length);

    /// <summary>Returns when what was written to a file survives a power loss.</summary>
    public virtual void Sync(SafeFileHandle file)
    {
        if (OperatingSystem.IsLinux())
            Posix.SyncData(file);
        else
            RandomAccess.FlushToDisk(file);
    }

    /// <summary>Returns when the names in a directory survive a power loss.</summary>
    public virtual void SyncDirectory(string path)
    {
        if (!OperatingSystem.IsWindows())
            Posix.SyncDirectory(path);
    }
}
