using System.Net.Sockets;

namespace Fabric.Cli.Bench.Sockets;

/// <summary>Tells which of many sockets can be read or written, to one thread that serves them all.</summary>
internal interface ISocketPoller : IDisposable
{
    /// <summary>Begins to look at a socket.</summary>
    /// <param name="socket">A socket that does not block.</param>
    /// <param name="key">What <see cref="Wait"/> calls it; 0 or more.</param>
    void Add(Socket socket, int key);

    /// <summary>Also looks whether the socket can be written, or stops to.</summary>
    void WatchWrites(Socket socket, int key, bool watch);

    /// <summary>Forgets a socket; before it is closed.</summary>
    void Remove(Socket socket, int key);

    /// <summary>Waits until a socket is ready.</summary>
    /// <param name="ready">Receives the keys.</param>
    /// <param name="timeout">The longest wait; negative for no limit.</param>
    /// <returns>How many keys were received; 0 when the time was over.</returns>
    int Wait(Span<int> ready, TimeSpan timeout);
}
