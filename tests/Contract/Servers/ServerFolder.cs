using System.Globalization;

namespace Fabric.Contract.Servers;

/// <summary>
/// A server's temporary folder. It is locked while its process lives; one whose process was killed is found by the next
/// start, its server ended and the folder removed.
/// </summary>
internal sealed class ServerFolder : IDisposable
{
    private const string Prefix = "fabric-postgres-";

    private readonly FileStream _lock;

    private ServerFolder(string path)
    {
        Path = path;
        _lock = new FileStream(LockOf(path), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
    }

    public string Path { get; }

    public string Data => System.IO.Path.Combine(Path, "data");

    public string Log => System.IO.Path.Combine(Data, "server.log");

    /// <summary>The first process of the server; null where none runs.</summary>
    public int? Server => ServerOf(Path);

    public static async Task<ServerFolder> Create()
    {
        Sweep();
        var folder = new ServerFolder(Directory.CreateTempSubdirectory(Prefix).FullName);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(folder.Path, (UnixFileMode)0b111_101_101);
        Directory.CreateDirectory(folder.Data);
        await ServerProgram.Own(folder.Data);
        return folder;
    }

    public void Dispose()
    {
        try
        {
            // The lock goes last, so that what cannot be removed now is found again.
            Directory.Delete(Data, recursive: true);
            Directory.Delete(Path, recursive: true);
        }
        catch (IOException)
        {
            // A process of the server is about to end; the next start removes what is left.
        }

        _lock.Dispose();
    }

    private static void Sweep()
    {
        foreach (var path in Directory.GetDirectories(System.IO.Path.GetTempPath(), Prefix + "*").Where(path => File.Exists(LockOf(path))))
        {
            try
            {
                using var left = new ServerFolder(path);
                if (left.Server is { } process)
                    ServerProgram.Quit(process);
            }
            catch (IOException)
            {
                // Its process lives, or another one sweeps it.
            }
            catch (UnauthorizedAccessException)
            {
                // Another user's.
            }
        }
    }

    private static int? ServerOf(string path)
    {
        var file = System.IO.Path.Combine(path, "data", "db", "postmaster.pid");
        if (!File.Exists(file) || !int.TryParse(File.ReadLines(file).FirstOrDefault(), CultureInfo.InvariantCulture, out var process))
            return null;
        var command = $"/proc/{process}/cmdline";
        // The number may belong to another process by now.
        return File.Exists(command) && File.ReadAllText(command).Contains(path, StringComparison.Ordinal) ? process : null;
    }

    private static string LockOf(string path) => System.IO.Path.Combine(path, "lock");
}
