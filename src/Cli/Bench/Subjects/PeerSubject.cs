using System.Buffers;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Fabric.Cli.Bench.Measuring;
using Fabric.Cli.Bench.Processes;
using Fabric.Cli.Calls;
using Fabric.Cli.Contexts;

namespace Fabric.Cli.Bench.Subjects;

/// <summary>Anything that takes events at <c>$PORT</c> and delivers them to <c>$SINK</c>: another broker, or a script that starts a cluster.</summary>
/// <param name="name">What the tables call it.</param>
/// <param name="command">A command line for the shell; it ends when it gets SIGTERM. Its folder is empty.</param>
/// <param name="path">The path that events are posted to.</param>
internal sealed class PeerSubject(string name, string command, string path) : ISubject
{
    // Lower case, so that a variable in front of the command is not taken for a name.
    private static readonly SearchValues<char> NameLetters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-.");
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(50);

    public string Name => name;

    /// <summary>Reads <c>NAME=COMMAND</c>, or a command that is named by its place.</summary>
    public static PeerSubject Parse(string text, int index, string path)
    {
        var at = text.IndexOf('=', StringComparison.Ordinal);
        var isNamed = at > 0 && text.AsSpan(0, at).IndexOfAnyExcept(NameLetters) < 0;
        return isNamed
            ? new PeerSubject(text[..at], text[(at + 1)..], path)
            : new PeerSubject(FormattableString.Invariant($"peer-{index + 1}"), text, path);
    }

    public bool Offers(Stand stand) => stand == Stand.One;

    public async Task<RunningSubject> Start(Stand stand, Uri sink, string folder, CancellationToken cancellation)
    {
        var port = Ports.AnyFree();
        var began = Monotonic.Now;
        var process = ChildProcess.Start(
            Name, ["/bin/sh", "-c", $"cd \"$FOLDER\" && {command}"],
            new("PORT", port.ToString(CultureInfo.InvariantCulture)),
            new("SINK", new Uri(sink, "/0").ToString()),
            new("FOLDER", folder));
        while (!await Listens(port, cancellation))
        {
            if (process.HasExited || Monotonic.Now - began > Patience.TotalNanoseconds)
            {
                await process.DisposeAsync();
                throw new Refusal($"--peer {name}: nothing listens on $PORT ({port}); check the command: {command}");
            }

            await Task.Delay(Glance, TimeProvider.System, cancellation);
        }

        var publish = new UriBuilder("http", "127.0.0.1", port, path).Uri;
        return new RunningSubject(Name, stand, publish, process, TimeSpan.FromMicroseconds((Monotonic.Now - began) / 1e3));
    }

    private static async Task<bool> Listens(int port, CancellationToken cancellation)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(IPAddress.Loopback, port, cancellation);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
