using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Web;

namespace Fabric.Cli.Bench.Sinks;

/// <summary>Answers whoever measures: counts, missing numbers, and a new beginning.</summary>
internal static class SinkControl
{
    public static byte[] Answer(ReadOnlySpan<byte> path, SinkLanes lanes)
    {
        var body = Body(path, lanes);
        var head = $"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n";
        return [.. Encoding.ASCII.GetBytes(head), .. body];
    }

    private static byte[] Body(ReadOnlySpan<byte> path, SinkLanes lanes)
    {
        var query = HttpUtility.ParseQueryString(Encoding.ASCII.GetString(path[(path.IndexOf((byte)'?') + 1)..]));
        if (path.StartsWith(SinkPaths.Reset))
            lanes.Reset(Value("from"));
        return path.StartsWith(SinkPaths.Missing)
            ? JsonSerializer.SerializeToUtf8Bytes(lanes.Missing((int)Value("lane"), Value("end")), JsonSerializerOptions.Web)
            : JsonSerializer.SerializeToUtf8Bytes(lanes.Read(), JsonSerializerOptions.Web);

        long Value(string name) => long.TryParse(query[name], CultureInfo.InvariantCulture, out var value) ? value : 0;
    }
}
