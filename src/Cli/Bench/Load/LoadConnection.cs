using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;
using Fabric.Cli.Bench.Sockets;

namespace Fabric.Cli.Bench.Load;

/// <summary>One connection of the generator, with at most one request open.</summary>
internal sealed class LoadConnection(int key, IPEndPoint target, ISocketPoller poller) : IDisposable
{
    private readonly ReceiveBuffer _received = new(8 << 10);
    private Socket? _socket;
    private byte[] _unsent = [];
    private int _unsentStart;

    public int Key => key;

    /// <summary>The number of the first event of the open request.</summary>
    public long Id { get; set; }

    /// <summary>When the open request was due.</summary>
    public long Due { get; set; }

    /// <summary>True while an answer is awaited.</summary>
    public bool IsWaiting { get; private set; }

    /// <summary>Sends a request; what does not fit into the socket's buffer follows when <see cref="Continue"/> is called.</summary>
    /// <returns>False where the connection is broken.</returns>
    public bool Send(ReadOnlySpan<byte> request)
    {
        IsWaiting = true;
        if (!TryConnect(out var error))
            return false;
        var sent = _socket.Send(request, SocketFlags.None, out error);
        if (error is not (SocketError.Success or SocketError.WouldBlock))
            return false;
        if (sent == request.Length)
            return true;
        (_unsent, _unsentStart) = (request[sent..].ToArray(), 0);
        poller.WatchWrites(_socket, key, true);
        return true;
    }

    /// <summary>Sends what is left of a request.</summary>
    public bool Continue()
    {
        if (_unsentStart == _unsent.Length)
            return true;
        _unsentStart += _socket!.Send(_unsent.AsSpan(_unsentStart), SocketFlags.None, out var error);
        if (_unsentStart == _unsent.Length)
            poller.WatchWrites(_socket, key, false);
        return error is SocketError.Success or SocketError.WouldBlock;
    }

    /// <summary>Receives; answers the status once the answer is complete, 0 before, -1 where the connection is broken.</summary>
    public int Receive()
    {
        if (!_received.Fill(_socket!))
            return -1;
        if (!HttpHead.TryRead(_received.Unused, out var head) || head.MessageLength(_received.Unused) is not (> 0 and var length))
            return 0;
        var (status, closes) = (head.Status, head.Closes);
        _received.Use(length);
        IsWaiting = false;
        if (closes)
            Close();
        return status;
    }

    /// <summary>Closes the connection; the next request opens another one.</summary>
    public void Close()
    {
        if (_socket is null)
            return;
        poller.Remove(_socket, key);
        _socket.Dispose();
        _socket = null;
        _received.Clear();
        (_unsent, _unsentStart) = ([], 0);
    }

    public void Dispose() => Close();

    [MemberNotNullWhen(true, nameof(_socket))]
    private bool TryConnect(out SocketError error)
    {
        error = SocketError.Success;
        if (_socket is not null)
            return true;
        var socket = new Socket(target.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            socket.Connect(target);
        }
        catch (SocketException failure)
        {
            error = failure.SocketErrorCode;
            socket.Dispose();
            return false;
        }

        socket.Blocking = false;
        poller.Add(socket, key);
        _socket = socket;
        return true;
    }
}
