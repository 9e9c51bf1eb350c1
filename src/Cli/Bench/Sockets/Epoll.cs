using System.Runtime.InteropServices;

namespace Fabric.Cli.Bench.Sockets;

/// <summary>Linux's epoll.</summary>
internal static partial class Epoll
{
    public const int Add = 1;
    public const int Remove = 2;
    public const int Change = 3;
    public const uint Readable = 0x1;
    public const uint Writable = 0x4;

    // The kernel packs the structure on x64 only.
    private static readonly int DataOffset = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 4 : 8;

    /// <summary>The size of one <c>epoll_event</c>.</summary>
    public static int EventSize { get; } = DataOffset + 8;

    public static int KeyOf(ReadOnlySpan<byte> events, int index) =>
        MemoryMarshal.Read<int>(events[(index * EventSize + DataOffset)..]);

    public static void Write(Span<byte> single, uint events, int key)
    {
        single.Clear();
        MemoryMarshal.Write(single, in events);
        MemoryMarshal.Write(single[DataOffset..], in key);
    }

    [LibraryImport("libc", EntryPoint = "epoll_create1", SetLastError = true)]
    public static partial int Create(int flags);

    [LibraryImport("libc", EntryPoint = "epoll_ctl", SetLastError = true)]
    public static unsafe partial int Control(int epoll, int operation, int descriptor, byte* single);

    [LibraryImport("libc", EntryPoint = "epoll_wait", SetLastError = true)]
    public static unsafe partial int Wait(int epoll, byte* events, int most, int milliseconds);

    [LibraryImport("libc", EntryPoint = "epoll_pwait2", SetLastError = true)]
    public static unsafe partial int WaitExactly(int epoll, byte* events, int most, long* secondsAndNanoseconds, nint signals);

    [LibraryImport("libc", EntryPoint = "close")]
    public static partial int Close(int descriptor);
}
