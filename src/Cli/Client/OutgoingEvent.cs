using System.Globalization;
using System.Text;
using System.Text.Json;
using Fabric.Events;

namespace Fabric.Cli.Client;

/// <summary>An event made from a payload that somebody typed.</summary>
internal static class OutgoingEvent
{
    /// <summary>tmctl's, so that filters on the source go on working.</summary>
    public const string Source = "triggermesh-cli";

    public const string DefaultType = "triggermesh-local-event";

    /// <summary>JSON where the text is JSON, plain text otherwise.</summary>
    public static CloudEvent Of(string data, string type, TimeProvider time) => new()
    {
        Id = Guid.NewGuid().ToString(),
        Source = Source,
        Type = type,
        Time = time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture),
        DataContentType = IsJson(data) ? "application/json" : "text/plain",
        Data = Encoding.UTF8.GetBytes(data),
    };

    /// <summary>The event as a request in binary mode.</summary>
    public static HttpRequestMessage Request(CloudEvent sent, Uri destination)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, destination) { Content = new ReadOnlyMemoryContent(sent.Data ?? default) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", sent.DataContentType);
        foreach (var (name, value) in new[]
            { ("specversion", sent.SpecVersion), ("id", sent.Id), ("source", sent.Source), ("type", sent.Type), ("time", sent.Time!) })
            request.Headers.TryAddWithoutValidation($"ce-{name}", HeaderEncoding.Encode(value));
        return request;
    }

    private static bool IsJson(string data)
    {
        try
        {
            using var _ = JsonDocument.Parse(data);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
