using System.Runtime.InteropServices;

namespace Fabric.Cli.Node;

/// <summary>Leaves the terminal's session, so that its Ctrl-C and its end do not reach this process.</summary>
internal static partial class OwnSession
{
    public static void Begin()
    {
        if (!OperatingSystem.IsWindows())
            _ = SetSession();
    }

    [LibraryImport("libc", EntryPoint = "setsid")]
    private static partial int SetSession();
}
