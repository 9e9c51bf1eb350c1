using System.Globalization;

namespace Fabric.EventLog;

/// <summary>
/// Holds a directory for this process. The operating system gives it back when the process ends, however it ends; the
/// files <c>lock</c> and <c>lock.owner</c> stay.
/// </summary>
public sealed class DirectoryLock : IDisposable
{
    private readonly FileStream _file;

    private DirectoryLock(FileStream file) => _file = file;

    /// <summary>Locks an existing directory.</summary>
    /// <exception cref="DirectoryInUseException">Another process, or this one, holds it.</exception>
    /// <exception cref="IOException">The directory cannot be written.</exception>
    public static DirectoryLock Take(string directory)
    {
        var path = Path.Combine(directory, "lock");
        var owner = path + ".owner";
        try
        {
            var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
            File.WriteAllText(owner, Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
            return new DirectoryLock(file);
        }
        catch (IOException busy) when (IsLocked(path))
        {
            throw new DirectoryInUseException(directory, ReadOwner(owner), busy);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"The directory {directory} cannot be written: {failure.Message}", failure);
        }
    }

    public void Dispose() => _file.Dispose();

    // The lock file of a directory that cannot be written fails to open as well: only one that exists can be held.
    private static bool IsLocked(string path)
    {
        try
        {
            using var _ = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
            return false;
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException)
        {
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }

    private static int? ReadOwner(string path)
    {
        try
        {
            return int.TryParse(File.ReadAllText(path), CultureInfo.InvariantCulture, out var process) ? process : null;
        }
        catch (IOException)
        {
            return null;
        }
    }
}
