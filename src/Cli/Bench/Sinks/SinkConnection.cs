using System.Buffers.Text;
using System.Net.Sockets;
using Fabric.Cli.Bench.Sockets;

namespace Fabric.Cli.Bench.Sinks;

/// <summary>One connection to the sink.</summary>
internal sealed class SinkConnection(Socket socket, SinkLanes lanes) : IDisposable
{
    private const int ReadSize = 64 << 10;
    private readonly ReceiveBuffer _received = new(ReadSize);

    private static ReadOnlySpan<byte> Accepted => "HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n"u8;

    public Socket Socket => socket;

    /// <summary>Reads and answers what is there; false where the connection is over.</summary>
    public bool Serve()
    {
        if (!_received.Fill(socket))
            return false;
        while (HttpHead.TryRead(_received.Unused, out var head) && head.MessageLength(_received.Unused) is > 0 and var length)
        {
            var answered = Take(head, _received.Unused[head.Length..length]);
            _received.Use(length);
            if (!answered)
                return false;
        }

        return true;
    }

    public void Dispose() => socket.Dispose();

    private bool Take(scoped HttpHead head, scoped ReadOnlySpan<byte> body)
    {
        if (head.FirstLine.StartsWith("GET "u8))
            return Send(SinkControl.Answer(head.Path, lanes));
        var path = head.Path;
        if (path.StartsWith(SinkPaths.Hanging))
            return true;
        var lane = path.Length > 1 && Utf8Parser.TryParse(path[1..], out int number, out _) ? number % SinkLanes.Most : 0;
        if (!head.Id.IsEmpty)
            lanes.Arrived(lane, Number(head.Id), Number(head.Stamp));
        else
            TakeJson(lane, body);
        return Send(Accepted);
    }

    // One event or a batch of them in structured mode: the n-th id and the n-th stamp belong together.
    private void TakeJson(int lane, ReadOnlySpan<byte> body)
    {
        var ids = body;
        var stamps = body;
        while (Next(ref ids, "\"id\":\""u8, out var id) && Next(ref stamps, "\"benchts\":\""u8, out var due))
            lanes.Arrived(lane, id, due);
    }

    private static bool Next(ref ReadOnlySpan<byte> rest, scoped ReadOnlySpan<byte> name, out long value)
    {
        value = 0;
        var at = rest.IndexOf(name);
        if (at < 0)
            return false;
        rest = rest[(at + name.Length)..];
        value = Number(rest);
        return true;
    }

    private static long Number(ReadOnlySpan<byte> digits) => Utf8Parser.TryParse(digits, out long number, out _) ? number : 0;

    private bool Send(ReadOnlySpan<byte> answer) =>
        socket.Send(answer, SocketFlags.None, out var error) == answer.Length && error == SocketError.Success;
}
