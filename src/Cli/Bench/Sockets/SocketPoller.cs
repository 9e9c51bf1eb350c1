namespace Fabric.Cli.Bench.Sockets;

/// <summary>Chooses the fastest poller that the operating system has.</summary>
internal static class SocketPoller
{
    public static ISocketPoller Create() => OperatingSystem.IsLinux() ? new EpollPoller() : new SelectPoller();
}
