using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Fabric.Contract.Servers;

/// <summary>Stands between a client and a server on loopback, and breaks their connections where a test wants it.</summary>
public sealed class TcpProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<TcpClient, TcpClient> _connections = [];
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _accepting;
    private readonly int _server;
    private Func<int, int>? _requests;
    private Func<int, int>? _answers;
    private volatile bool _refuses;

    /// <param name="server">The server's port.</param>
    public TcpProxy(int server)
    {
        _server = server;
        _listener.Start();
        _accepting = Accept();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Lets so many bytes of the next request of at least so many through, and breaks that connection.</summary>
    public void CutNextRequest(int ofAtLeast, int after) =>
        Volatile.Write(ref _requests, size => size < ofAtLeast ? size : Once(ref _requests, after));

    /// <summary>Breaks the connection of the next answer, none of which arrives; and each new one, where <paramref name="stay"/> says so.</summary>
    public void CutNextAnswer(bool stay = false) => Volatile.Write(ref _answers, _ =>
    {
        _refuses = stay;
        return Once(ref _answers, 0);
    });

    /// <summary>Breaks every connection, and each new one, until <see cref="Restore"/>.</summary>
    public void Cut()
    {
        _refuses = true;
        foreach (var (client, server) in _connections)
            Break(client, server);
    }

    public void Restore() => _refuses = false;

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        Cut();
        _listener.Stop();
        await _accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stopping.Dispose();
    }

    private async Task Accept()
    {
        while (true)
        {
            var client = await _listener.AcceptTcpClientAsync(_stopping.Token);
            _ = Serve(client);
        }
    }

    private async Task Serve(TcpClient client)
    {
        using var server = new TcpClient { NoDelay = true };
        try
        {
            await server.ConnectAsync(IPAddress.Loopback, _server);
            client.NoDelay = true;
            _connections[client] = server;
            if (!_refuses)
                await Task.WhenAny(
                    Pump(client.GetStream(), server.GetStream(), size => Volatile.Read(ref _requests)?.Invoke(size) ?? size),
                    Pump(server.GetStream(), client.GetStream(), size => Volatile.Read(ref _answers)?.Invoke(size) ?? size));
        }
        catch (SocketException)
        {
            // The server is away: so is the connection.
        }

        _connections.TryRemove(client, out _);
        Break(client, server);
    }

    private static async Task Pump(NetworkStream from, NetworkStream to, Func<int, int> allowed)
    {
        var buffer = new byte[1 << 20];
        try
        {
            while (await from.ReadAsync(buffer) is > 0 and var size)
            {
                var pass = allowed(size);
                await to.WriteAsync(buffer.AsMemory(0, pass));
                if (pass < size)
                    return;
            }
        }
        catch (IOException)
        {
            // One end broke the connection.
        }
        catch (ObjectDisposedException)
        {
            // This proxy did.
        }
    }

    private static int Once(ref Func<int, int>? rule, int allowed)
    {
        Volatile.Write(ref rule, null);
        return allowed;
    }

    private static void Break(TcpClient client, TcpClient server)
    {
        client.Dispose();
        server.Dispose();
    }
}
