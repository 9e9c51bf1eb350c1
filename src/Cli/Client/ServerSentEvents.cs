using System.Runtime.CompilerServices;
using System.Text;

namespace Fabric.Cli.Client;

/// <summary>Reads a stream of server-sent events (WHATWG HTML, section 9.2), as far as servers here write it.</summary>
internal static class ServerSentEvents
{
    public static async IAsyncEnumerable<(string Event, string Data)> Read(
        Stream stream, [EnumeratorCancellation] CancellationToken cancellation)
    {
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var (name, data) = ("message", new StringBuilder());
        while (await reader.ReadLineAsync(cancellation) is { } line)
        {
            if (line.Length == 0)
            {
                if (data.Length > 0)
                    yield return (name, data.ToString(0, data.Length - 1));
                (name, data) = ("message", new StringBuilder());
                continue;
            }

            var colon = line.IndexOf(':', StringComparison.Ordinal);
            var field = colon < 0 ? line : line[..colon];
            var value = colon < 0 ? "" : line[(colon + 1)..];
            value = value.StartsWith(' ') ? value[1..] : value;
            if (field == "event")
                name = value;
            else if (field == "data")
                data.Append(value).Append('\n');
        }
    }
}
