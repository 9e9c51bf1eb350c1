using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fabric.Cli.Calls;
using Fabric.Cli.Contexts;
using Fabric.Resources.Kinds;

namespace Fabric.Cli.Client;

/// <summary>The resource API of a node or cluster. What it refuses comes back as a <see cref="Refusal"/> with the remedy.</summary>
internal sealed class FabricClient : IResources, IDisposable
{
    /// <summary>The name under which the CLI owns the fields it sets.</summary>
    public const string FieldManager = "fabric";

    private readonly Context _context;
    private readonly HttpClient _http;

    public FabricClient(Context context)
    {
        _context = context;
        // A command asks for a dozen small lists: a few connections serve them sooner than one for each.
        _http = new HttpClient(new SocketsHttpHandler
        {
            UseProxy = !context.Server.IsLoopback,
            ConnectTimeout = TimeSpan.FromSeconds(10),
            MaxConnectionsPerServer = 3,
        })
        {
            BaseAddress = context.Server,
            Timeout = Timeout.InfiniteTimeSpan,
        };
        if (context.Token is { } token)
            _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    /// <summary>All resources of a kind in a namespace; none where the server does not know the kind.</summary>
    public async Task<IReadOnlyList<JsonObject>> List(ResourceKind kind, string space, CancellationToken cancellation)
    {
        var list = await Find(ResourcePath.Of(kind, space), cancellation);
        return list?["items"] is not JsonArray items ? [] : [.. items.OfType<JsonObject>().Select(item => Named(kind, item))];
    }

    /// <summary>One resource; null where there is none.</summary>
    public Task<JsonObject?> Find(ResourceKind kind, string space, string name, CancellationToken cancellation) =>
        Find(ResourcePath.Of(kind, space, name), cancellation);

    /// <summary>The JSON at a path; null for 404.</summary>
    public async Task<JsonObject?> Find(string path, CancellationToken cancellation)
    {
        using var response = await Send(new HttpRequestMessage(HttpMethod.Get, path), cancellation);
        if (response.StatusCode == HttpStatusCode.NotFound)
            return null;
        await Check(response, cancellation);
        return await ReadJson(response, cancellation);
    }

    /// <summary>Creates or changes a resource; answers it as stored, and whether it is new.</summary>
    public Task<(JsonObject Resource, bool IsNew)> Apply(JsonObject manifest, ResourceKind kind, string space, CancellationToken cancellation) =>
        Apply(manifest, kind, space, dryRun: false, cancellation);

    /// <summary>The same; a dry run answers what would be stored, and stores nothing.</summary>
    public async Task<(JsonObject Resource, bool IsNew)> Apply(
        JsonObject manifest, ResourceKind kind, string space, bool dryRun, CancellationToken cancellation)
    {
        var name = manifest["metadata"]?["name"]?.GetValue<string>() ?? "";
        using var request = new HttpRequestMessage(
            HttpMethod.Patch, $"{ResourcePath.Of(kind, space, name)}?fieldManager={FieldManager}&force=true{(dryRun ? "&dryRun=All" : "")}")
        {
            Content = new StringContent(manifest.ToJsonString(), Encoding.UTF8, "application/apply-patch+yaml"),
        };
        using var response = await Send(request, cancellation);
        await Check(response, cancellation);
        return (await ReadJson(response, cancellation), response.StatusCode == HttpStatusCode.Created);
    }

    /// <summary>Removes a resource; false where there was none.</summary>
    public async Task<bool> Delete(ResourceKind kind, string space, string name, CancellationToken cancellation)
    {
        using var response = await Send(new HttpRequestMessage(HttpMethod.Delete, ResourcePath.Of(kind, space, name)), cancellation);
        if (response.StatusCode == HttpStatusCode.NotFound)
            return false;
        await Check(response, cancellation);
        return true;
    }

    /// <summary>Posts JSON, or nothing, to a path; answers the JSON that comes back, null for 404.</summary>
    public async Task<JsonObject?> Post(string path, JsonNode? body, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path);
        if (body is not null)
            request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        using var response = await Send(request, cancellation);
        if (response.StatusCode == HttpStatusCode.NotFound)
            return null;
        await Check(response, cancellation);
        return await ReadJson(response, cancellation);
    }

    /// <summary>True where the server answers at all.</summary>
    public async Task<bool> Answers(CancellationToken cancellation)
    {
        try
        {
            using var response = await _http.GetAsync(new Uri("/healthz", UriKind.Relative), cancellation);
            return true;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    /// <summary>Sends a request as it is; the caller reads the answer, as it comes.</summary>
    /// <exception cref="Refusal">Nothing answers there.</exception>
    public async Task<HttpResponseMessage> Send(HttpRequestMessage request, CancellationToken cancellation)
    {
        try
        {
            // This machine answers within a millisecond; to get the machinery for waiting ready takes many of them.
            return _context.Server.IsLoopback
                ? _http.Send(request, HttpCompletionOption.ResponseHeadersRead, cancellation)
                : await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
        }
        catch (HttpRequestException failure)
        {
            throw ServerRefusals.Unreachable(_context, failure);
        }
    }

    /// <exception cref="Refusal">The answer is no success.</exception>
    public async Task Check(HttpResponseMessage response, CancellationToken cancellation)
    {
        if (!response.IsSuccessStatusCode)
            throw ServerRefusals.Of(_context, response.StatusCode, await response.Content.ReadAsStringAsync(cancellation));
    }

    public void Dispose() => _http.Dispose();

    private async Task<JsonObject> ReadJson(HttpResponseMessage response, CancellationToken cancellation)
    {
        try
        {
            if (_context.Server.IsLoopback)
            {
                using var near = response.Content.ReadAsStream(cancellation);
                return (JsonObject)JsonNode.Parse(near)!;
            }

            await using var body = await response.Content.ReadAsStreamAsync(cancellation);
            return (JsonObject)(await JsonNode.ParseAsync(body, cancellationToken: cancellation))!;
        }
        catch (Exception failure) when (failure is JsonException or InvalidCastException or HttpIOException)
        {
            throw new Refusal($"what answers at {_context.Server.GetLeftPart(UriPartial.Authority)} is no Fabric: its answer is not JSON; check the address");
        }
    }

    // Items of a list carry no kind of their own.
    private static JsonObject Named(ResourceKind kind, JsonObject item)
    {
        var named = new JsonObject { ["apiVersion"] = kind.ApiVersion, ["kind"] = kind.Kind };
        foreach (var (field, value) in item.Where(each => each.Key is not ("apiVersion" or "kind")).ToList())
            named[field] = value?.DeepClone();
        return named;
    }
}
