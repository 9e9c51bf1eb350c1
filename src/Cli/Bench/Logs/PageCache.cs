using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Fabric.Cli.Bench.Logs;

/// <summary>Makes Linux forget what it keeps of files in memory, so that the disk is read again.</summary>
internal static partial class PageCache
{
    private const int DontNeed = 4;

    public static void Forget(string folder)
    {
        if (!OperatingSystem.IsLinux())
            return;
        foreach (var path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            using var file = File.OpenHandle(path, options: FileOptions.None);
            _ = Advise(file, 0, 0, DontNeed);
        }
    }

    [LibraryImport("libc", EntryPoint = "posix_fadvise")]
    private static partial int Advise(SafeFileHandle file, long offset, long length, int advice);
}
