using System.Net;
using System.Net.Sockets;
using Fabric.Cli.Bench.Sockets;

namespace Fabric.Cli.Bench.Sinks;

/// <summary>
/// A target that costs little: one thread takes events from all connections, marks their numbers and answers 202.
/// </summary>
internal sealed class Sink : IDisposable
{
    private const int ListenerKey = 0;
    private const int Backlog = 4096;
    private const int MostReady = 256;
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(500);

    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly ISocketPoller _poller = SocketPoller.Create();
    private readonly SinkLanes _lanes = new();
    private readonly List<SinkConnection?> _connections = [null];
    private readonly Stack<int> _free = [];

    public Sink(int port)
    {
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, port));
        _listener.Listen(Backlog);
        _listener.Blocking = false;
        _poller.Add(_listener, ListenerKey);
    }

    public Uri Address => new($"http://{_listener.LocalEndPoint}");

    /// <summary>Serves on this thread until cancelled.</summary>
    public void Run(CancellationToken cancellation)
    {
        var ready = new int[MostReady];
        while (!cancellation.IsCancellationRequested)
        {
            var count = _poller.Wait(ready, Glance);
            foreach (var key in ready.AsSpan(0, count))
            {
                if (key == ListenerKey)
                    Accept();
                else
                    Serve(key);
            }
        }
    }

    public void Dispose()
    {
        foreach (var connection in _connections)
            connection?.Dispose();
        _listener.Dispose();
        _poller.Dispose();
    }

    private void Accept()
    {
        while (_listener.Poll(0, SelectMode.SelectRead))
        {
            var socket = _listener.Accept();
            socket.Blocking = false;
            socket.NoDelay = true;
            var connection = new SinkConnection(socket, _lanes);
            if (!_free.TryPop(out var key))
            {
                key = _connections.Count;
                _connections.Add(null);
            }

            _connections[key] = connection;
            _poller.Add(socket, key);
        }
    }

    private void Serve(int key)
    {
        if (_connections[key] is not { } connection || connection.Serve())
            return;
        _poller.Remove(connection.Socket, key);
        connection.Dispose();
        _connections[key] = null;
        _free.Push(key);
    }
}
