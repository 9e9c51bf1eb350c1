using System.ComponentModel;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Fabric.Cli.Bench.Sockets;

/// <summary>One system call for all sockets that are ready, with a timeout finer than a millisecond.</summary>
internal sealed unsafe class EpollPoller : ISocketPoller
{
    private const int Interrupted = 4;
    private const int MostReady = 256;

    private readonly int _epoll = Epoll.Create(0);
    private readonly byte[] _events = new byte[MostReady * Epoll.EventSize];
    private bool _hasExactWait = true;

    public void Add(Socket socket, int key) => Control(Epoll.Add, socket, Epoll.Readable, key);

    public void WatchWrites(Socket socket, int key, bool watch) =>
        Control(Epoll.Change, socket, watch ? Epoll.Readable | Epoll.Writable : Epoll.Readable, key);

    public void Remove(Socket socket, int key) => Control(Epoll.Remove, socket, 0, key);

    public int Wait(Span<int> ready, TimeSpan timeout)
    {
        var most = Math.Min(ready.Length, MostReady);
        int count;
        fixed (byte* events = _events)
            count = Wait(events, most, timeout);
        if (count < 0 && Marshal.GetLastPInvokeError() != Interrupted)
            throw new Win32Exception(Marshal.GetLastPInvokeError());
        for (var i = 0; i < count; i++)
            ready[i] = Epoll.KeyOf(_events, i);
        return Math.Max(0, count);
    }

    public void Dispose() => _ = Epoll.Close(_epoll);

    private int Wait(byte* events, int most, TimeSpan timeout)
    {
        if (timeout < TimeSpan.Zero)
            return Epoll.Wait(_epoll, events, most, -1);
        if (timeout == TimeSpan.Zero || !_hasExactWait)
            return Epoll.Wait(_epoll, events, most, (int)Math.Min(int.MaxValue, timeout.TotalMilliseconds));
        try
        {
            var limit = stackalloc long[] { timeout.Ticks / TimeSpan.TicksPerSecond, timeout.Ticks % TimeSpan.TicksPerSecond * TimeSpan.NanosecondsPerTick };
            return Epoll.WaitExactly(_epoll, events, most, limit, 0);
        }
        catch (EntryPointNotFoundException)
        {
            // An older C library: whole milliseconds, and no wait at all below one.
            _hasExactWait = false;
            return Wait(events, most, timeout);
        }
    }

    private void Control(int operation, Socket socket, uint events, int key)
    {
        var single = stackalloc byte[16];
        Epoll.Write(new Span<byte>(single, 16), events, key);
        if (Epoll.Control(_epoll, operation, (int)socket.Handle, single) < 0)
            throw new Win32Exception(Marshal.GetLastPInvokeError());
    }
}
