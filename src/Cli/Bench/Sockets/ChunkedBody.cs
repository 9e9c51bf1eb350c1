using System.Buffers.Text;

namespace Fabric.Cli.Bench.Sockets;

/// <summary>Finds the end of a body that comes in chunks.</summary>
internal static class ChunkedBody
{
    /// <summary>The position behind the last chunk; -1 where it is not there yet.</summary>
    public static int End(ReadOnlySpan<byte> received, int start)
    {
        for (var position = start; ;)
        {
            var lineLength = received[position..].IndexOf("\r\n"u8);
            if (lineLength < 0 || !Utf8Parser.TryParse(received[position..(position + lineLength)], out int size, out _, 'x'))
                return -1;
            position += lineLength + 2 + size + 2;
            if (position > received.Length)
                return -1;
            if (size == 0)
                return position;
        }
    }
}
