using System.Net;
using System.Net.Sockets;
using Fabric.Cli.Calls;

namespace Fabric.Cli.Contexts;

/// <summary>Chooses the port that a context keeps.</summary>
internal static class Ports
{
    private const int First = 8080;
    private const int Tried = 200;

    /// <summary>The port asked for (0: any free one), else the first one from 8080 that neither a process nor a context has.</summary>
    /// <exception cref="Refusal">There is none, or it is taken.</exception>
    public static int Choose(int? wanted, FabricHome home)
    {
        if (wanted == 0)
            return AnyFree();
        if (wanted is { } port)
        {
            return IsFree(port)
                ? port
                : throw new Refusal($"--port {port}: another process listens there; give another one, or none for the first that is free");
        }

        var kept = home.Contexts().Where(context => context.IsLocal).Select(context => context.Server.Port).ToHashSet();
        return Enumerable.Range(First, Tried).Where(each => !kept.Contains(each)).FirstOrDefault(IsFree) is > 0 and var free
            ? free
            : AnyFree();
    }

    public static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    /// <summary>A port that no process has now.</summary>
    public static int AnyFree()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
