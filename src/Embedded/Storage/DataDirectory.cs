using Fabric.EventLog;

namespace Fabric.Embedded.Storage;

/// <summary>A node's data directory: created where it is missing, and held for this process until it is disposed.</summary>
public sealed class DataDirectory : IDisposable
{
    private readonly DirectoryLock _lock;

    private DataDirectory(string path, DirectoryLock held)
    {
        Path = path;
        _lock = held;
    }

    /// <summary>The full path.</summary>
    public string Path { get; }

    /// <summary>Takes a directory for this node.</summary>
    /// <exception cref="IOException">It cannot be created or written, or another process uses it; the message says what to do.</exception>
    public static DataDirectory Open(string path)
    {
        var full = System.IO.Path.GetFullPath(path);
        try
        {
            Directory.CreateDirectory(full);
            return new DataDirectory(full, DirectoryLock.Take(full));
        }
        catch (DirectoryInUseException busy)
        {
            var holder = busy.Process is { } process ? $"process {process}" : "another process";
            throw new IOException($"data directory {full} is in use by {holder}; give this node its own with --data-dir", busy);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new IOException(
                $"data directory {full} cannot be used: {failure.Message} Give this node one that it may write to with --data-dir.", failure);
        }
    }

    /// <summary>The folder for something by its names, which may hold any characters; it is not created.</summary>
    public string Folder(params ReadOnlySpan<string> names)
    {
        var folder = Path;
        foreach (var name in names)
            folder = System.IO.Path.Combine(folder, FileName.Encode(name));
        return folder;
    }

    public void Dispose() => _lock.Dispose();
}
