using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Fabric.EventLog;

/// <summary>What .NET does not offer: a sync without the file's times, and a sync of a directory.</summary>
internal static partial class Posix
{
    private const int InterruptedCall = 4;
    private const int ReadOnly = 0;

    public static void SyncData(SafeFileHandle file)
    {
        while (FDataSync(file) != 0)
            ThrowUnlessInterrupted("fdatasync");
    }

    public static void SyncDirectory(string path)
    {
        var directory = Open(path, ReadOnly);
        if (directory < 0)
            throw Failure($"open {path}");
        using var handle = new SafeFileHandle(directory, ownsHandle: true);
        while (FSync(handle) != 0)
            ThrowUnlessInterrupted($"fsync {path}");
    }

    private static void ThrowUnlessInterrupted(string call)
    {
        if (Marshal.GetLastPInvokeError() != InterruptedCall)
            throw Failure(call);
    }

    private static IOException Failure(string call) =>
        new($"{call}: {Marshal.GetLastPInvokeErrorMessage()}", Marshal.GetLastPInvokeError());

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int FSync(SafeFileHandle file);

    [LibraryImport("libc", EntryPoint = "fdatasync", SetLastError = true)]
    private static partial int FDataSync(SafeFileHandle file);
}
