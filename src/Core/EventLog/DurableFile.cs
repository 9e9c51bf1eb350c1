namespace Fabric.EventLog;

/// <summary>Replaces small files whole: after a crash there is the old content or the new one, never a mixture.</summary>
public static class DurableFile
{
    /// <summary>Replaces or creates a file; once this returns, it survives a power loss.</summary>
    /// <exception cref="IOException">The disk is full or failed; the old content is still there.</exception>
    public static void Replace(string path, ReadOnlySpan<byte> content)
    {
        var fresh = path + ".new";
        using (var file = File.OpenHandle(fresh, FileMode.Create, FileAccess.Write))
        {
            RandomAccess.Write(file, content, 0);
            Disk.Real.Sync(file);
        }

        File.Move(fresh, path, overwrite: true);
        Disk.Real.SyncDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
    }
}
