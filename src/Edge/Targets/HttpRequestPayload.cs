using System.Runtime.InteropServices;
using System.Text.Json;

namespace Fabric.Edge.Targets;

/// <summary>
/// The data of an event of type <c>io.triggermesh.http.request</c>: what to ask an HTTP target for.
/// </summary>
/// <param name="QueryString">Added to the endpoint's query, whose own parameters win.</param>
/// <param name="PathSuffix">Joined to the endpoint's path.</param>
/// <param name="Body">The body as its JSON token, a string with its quotes; null for none.</param>
/// <param name="Headers">Replace those that the target configures.</param>
internal sealed record HttpRequestPayload(
    string QueryString, string PathSuffix, ReadOnlyMemory<byte>? Body, IReadOnlyDictionary<string, string> Headers)
{
    public const string EventType = "io.triggermesh.http.request";

    /// <summary>Reads the payload; answers null and what is wrong where it is none.</summary>
    public static HttpRequestPayload? Parse(ReadOnlyMemory<byte> data, out string? problem)
    {
        try
        {
            using var document = JsonDocument.Parse(data);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
                throw new FormatException($"data: is a JSON {root.ValueKind}, wanted an object with query_string, path_suffix, body, headers");
            problem = null;
            return new HttpRequestPayload(Text(root, "query_string"), Text(root, "path_suffix"), RawBody(root), HeadersOf(root));
        }
        catch (Exception exception) when (exception is JsonException or FormatException)
        {
            problem = exception is JsonException ? $"data: is not JSON: {exception.Message}" : exception.Message;
            return null;
        }
    }

    private static string Text(JsonElement root, string name)
    {
        if (!root.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
            return "";
        return value.ValueKind == JsonValueKind.String
            ? value.GetString()!
            : throw new FormatException($"data.{name}: is {value.GetRawText()}, wanted a string");
    }

    private static ReadOnlyMemory<byte>? RawBody(JsonElement root) =>
        root.TryGetProperty("body", out var body) && body.ValueKind != JsonValueKind.Null
            ? JsonMarshal.GetRawUtf8Value(body).ToArray()
            : null;

    private static Dictionary<string, string> HeadersOf(JsonElement root)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        if (!root.TryGetProperty("headers", out var given) || given.ValueKind == JsonValueKind.Null)
            return headers;
        if (given.ValueKind != JsonValueKind.Object)
            throw new FormatException($"data.headers: is {given.GetRawText()}, wanted an object of strings");
        foreach (var header in given.EnumerateObject())
            headers[header.Name] = Text(given, header.Name);
        return headers;
    }
}
