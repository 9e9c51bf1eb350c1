using System.Net.Sockets;

namespace Fabric.Cli.Bench.Sockets;

/// <summary>What was received on a connection and not used yet.</summary>
internal sealed class ReceiveBuffer(int size)
{
    private byte[] _bytes = new byte[size];
    private int _start;
    private int _end;

    public ReadOnlySpan<byte> Unused => _bytes.AsSpan(_start.._end);

    /// <summary>Receives what is there; false where the other side has closed the connection or broken it.</summary>
    public bool Fill(Socket socket)
    {
        if (_end == _bytes.Length)
            MakeRoom();
        var received = socket.Receive(_bytes.AsSpan(_end), SocketFlags.None, out var error);
        if (error == SocketError.WouldBlock)
            return true;
        _end += received;
        return error == SocketError.Success && received > 0;
    }

    public void Use(int length)
    {
        _start += length;
        if (_start == _end)
            _start = _end = 0;
    }

    public void Clear() => _start = _end = 0;

    private void MakeRoom()
    {
        if (_start > 0)
            Unused.CopyTo(_bytes);
        else
            Array.Resize(ref _bytes, _bytes.Length * 2);
        (_start, _end) = (0, _end - _start);
    }
}
