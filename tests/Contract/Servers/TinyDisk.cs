using System.Diagnostics;

namespace Fabric.Contract.Servers;

/// <summary>A file system in memory with a size of its own; mounting takes root on Linux.</summary>
public sealed class TinyDisk : IDisposable
{
    private TinyDisk(string path) => Path = path;

    public string Path { get; }

    /// <summary>Why there can be none here; null where there can.</summary>
    public static string? Obstacle { get; } = FindObstacle();

    public static TinyDisk Mount(int bytes)
    {
        var path = Directory.CreateTempSubdirectory("fabric-disk-").FullName;
        var fault = Run("mount", "-t", "tmpfs", "-o", $"size={bytes}", "tmpfs", path);
        if (fault is null)
            return new TinyDisk(path);
        Directory.Delete(path);
        throw new IOException(fault);
    }

    public void MakeReadOnly() => Run("mount", "-o", "remount,ro", Path);

    public void Dispose()
    {
        Run("umount", Path);
        Directory.Delete(Path);
    }

    private static string? FindObstacle()
    {
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess)
            return "A small disk can only be mounted by root on Linux.";
        try
        {
            Mount(1 << 20).Dispose();
            return null;
        }
        catch (Exception failure)
        {
            return $"A small disk cannot be mounted here: {failure.Message}";
        }
    }

    private static string? Run(string command, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(command, arguments) { RedirectStandardError = true })!;
        var fault = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? null : fault;
    }
}

/// <summary>A test that needs a <see cref="TinyDisk"/>, and says so where there can be none.</summary>
public sealed class TinyDiskFactAttribute : FactAttribute
{
    public TinyDiskFactAttribute() => Skip = TinyDisk.Obstacle;
}
