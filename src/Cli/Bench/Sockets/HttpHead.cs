using System.Buffers.Text;
using System.Text;

namespace Fabric.Cli.Bench.Sockets;

/// <summary>What the generator and the sink need to know of an HTTP message's head; reading one allocates nothing.</summary>
internal ref struct HttpHead
{
    private long _contentLength;
    private bool _isChunked;

    /// <summary>Bytes up to the body.</summary>
    public int Length { get; private set; }

    /// <summary>The request or status line.</summary>
    public ReadOnlySpan<byte> FirstLine { get; private set; }

    /// <summary>The <c>ce-id</c>, where there is one.</summary>
    public ReadOnlySpan<byte> Id { get; private set; }

    /// <summary>The <c>ce-benchts</c>: when the event was due to be sent.</summary>
    public ReadOnlySpan<byte> Stamp { get; private set; }

    /// <summary>True where the other side closes the connection behind this message.</summary>
    public bool Closes { get; private set; }

    /// <summary>The status of an answer.</summary>
    public readonly int Status => FirstLine.Length >= 12 && Utf8Parser.TryParse(FirstLine[9..12], out int status, out _) ? status : 0;

    /// <summary>The path of a request.</summary>
    public readonly ReadOnlySpan<byte> Path
    {
        get
        {
            var rest = FirstLine[(FirstLine.IndexOf((byte)' ') + 1)..];
            var end = rest.IndexOf((byte)' ');
            return end < 0 ? rest : rest[..end];
        }
    }

    /// <summary>Reads a head; false where it is not complete yet.</summary>
    public static bool TryRead(ReadOnlySpan<byte> received, out HttpHead head)
    {
        head = default;
        var end = received.IndexOf("\r\n\r\n"u8);
        if (end < 0)
            return false;
        head.Length = end + 4;
        var rest = received[..(end + 2)];
        head.FirstLine = NextLine(ref rest);
        while (!rest.IsEmpty)
            head.Take(NextLine(ref rest));
        return true;
    }

    /// <summary>The size of the whole message; -1 where its body is not complete yet.</summary>
    public readonly int MessageLength(ReadOnlySpan<byte> received)
    {
        if (_isChunked)
            return ChunkedBody.End(received, Length);
        var length = Length + _contentLength;
        return received.Length >= length ? (int)length : -1;
    }

    private static ReadOnlySpan<byte> NextLine(scoped ref ReadOnlySpan<byte> rest)
    {
        var end = rest.IndexOf("\r\n"u8);
        var line = rest[..end];
        rest = rest[(end + 2)..];
        return line;
    }

    private void Take(ReadOnlySpan<byte> line)
    {
        var colon = line.IndexOf((byte)':');
        if (colon < 0)
            return;
        var name = line[..colon];
        var value = line[(colon + 1)..].Trim((byte)' ');
        switch (colon)
        {
            case 5 when Ascii.EqualsIgnoreCase(name, "ce-id"u8):
                Id = value;
                break;
            case 10 when Ascii.EqualsIgnoreCase(name, "ce-benchts"u8):
                Stamp = value;
                break;
            case 10 when Ascii.EqualsIgnoreCase(name, "connection"u8):
                Closes = Ascii.EqualsIgnoreCase(value, "close"u8);
                break;
            case 14 when Ascii.EqualsIgnoreCase(name, "content-length"u8):
                _ = Utf8Parser.TryParse(value, out _contentLength, out _);
                break;
            case 17 when Ascii.EqualsIgnoreCase(name, "transfer-encoding"u8):
                _isChunked = Ascii.EqualsIgnoreCase(value, "chunked"u8);
                break;
        }
    }
}
