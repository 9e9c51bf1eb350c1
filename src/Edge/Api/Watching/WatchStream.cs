using System.Text.Json;
using System.Text.Json.Nodes;
using Fabric.Resources;
using Microsoft.AspNetCore.Http;

namespace Fabric.Edge.Api.Watching;

/// <summary>Writes watch events, one line each, sent at once.</summary>
internal sealed class WatchStream(HttpContext http, ResourceView view)
{
    private static readonly byte[] LineEnd = "\n"u8.ToArray();

    public async Task Start(CancellationToken end)
    {
        http.Response.ContentType = "application/json";
        http.Response.Headers.CacheControl = "no-cache, private";
        await http.Response.Body.FlushAsync(end);
    }

    public Task Send(string type, Resource resource, CancellationToken end) => Write(type, view.One(resource), end);

    public Task SendBookmark(long version, bool endsInitialEvents, CancellationToken end) =>
        Write("BOOKMARK", view.Bookmark(version, endsInitialEvents), end);

    public Task SendError(ApiStatus status, CancellationToken end) => Write("ERROR", status.ToJson(), end);

    private async Task Write(string type, JsonObject content, CancellationToken end)
    {
        var line = new JsonObject { ["type"] = type, ["object"] = content };
        await http.Response.Body.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(line, JsonAnswer.Readable), end);
        await http.Response.Body.WriteAsync(LineEnd, end);
        await http.Response.Body.FlushAsync(end);
    }
}
