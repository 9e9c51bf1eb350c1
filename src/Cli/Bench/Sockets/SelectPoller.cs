using System.Net.Sockets;

namespace Fabric.Cli.Bench.Sockets;

/// <summary>For systems without epoll: slower, and enough for a comparison of subjects.</summary>
internal sealed class SelectPoller : ISocketPoller
{
    private readonly Dictionary<Socket, int> _keys = [];
    private readonly HashSet<Socket> _writing = [];
    private readonly List<Socket> _readable = [];
    private readonly List<Socket> _writable = [];

    public void Add(Socket socket, int key) => _keys[socket] = key;

    public void WatchWrites(Socket socket, int key, bool watch)
    {
        if (watch)
            _writing.Add(socket);
        else
            _writing.Remove(socket);
    }

    public void Remove(Socket socket, int key)
    {
        _keys.Remove(socket);
        _writing.Remove(socket);
    }

    public int Wait(Span<int> ready, TimeSpan timeout)
    {
        _readable.Clear();
        _readable.AddRange(_keys.Keys);
        _writable.Clear();
        _writable.AddRange(_writing);
        Socket.Select(_readable, _writable, null, timeout < TimeSpan.Zero ? Timeout.InfiniteTimeSpan : timeout);
        var count = 0;
        foreach (var socket in _readable.Union(_writable).Take(ready.Length))
            ready[count++] = _keys[socket];
        return count;
    }

    public void Dispose() => _keys.Clear();
}
