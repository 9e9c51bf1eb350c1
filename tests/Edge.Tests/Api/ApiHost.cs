using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Fabric.Edge.Api;
using Fabric.Resources;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Fabric.Edge.Tests.Api;

/// <summary>The resource API on a real port, over a catalog of its own.</summary>
public sealed class ApiHost : IAsyncDisposable
{
    public const string Brokers = "/apis/eventing.triggermesh.io/v1alpha1/namespaces/default/memorybrokers";
    public const string Triggers = "/apis/eventing.triggermesh.io/v1alpha1/namespaces/default/triggers";
    public const string Webhooks = "/apis/sources.triggermesh.io/v1alpha1/namespaces/default/webhooksources";
    public const string Secrets = "/api/v1/namespaces/default/secrets";

    private readonly WebApplication _app;

    private ApiHost(WebApplication app, Catalog catalog)
    {
        _app = app;
        Catalog = catalog;
        Address = app.Urls.Single();
        Client = new HttpClient { BaseAddress = new Uri(Address) };
    }

    public Catalog Catalog { get; }

    public string Address { get; }

    public HttpClient Client { get; }

    public static async Task<ApiHost> Start(Action<ApiOptions>? configure = null, IFabric? fabric = null, int history = 1_000)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var catalog = new Catalog(TimeProvider.System, history: history);
        builder.Services.AddSingleton<ICatalog>(catalog);
        if (fabric is not null)
            builder.Services.AddSingleton(fabric);
        builder.Services.AddResourceApi(configure);
        var app = builder.Build();
        app.MapResourceApi();
        await app.StartAsync();
        return new ApiHost(app, catalog);
    }

    public static string Broker(string name, string more = "") =>
        $$$"""{"apiVersion":"eventing.triggermesh.io/v1alpha1","kind":"MemoryBroker","metadata":{"name":"{{{name}}}"{{{more}}}}}""";

    /// <summary>Sends a request, and answers with its code and its JSON.</summary>
    public async Task<ApiAnswer> Send(
        HttpMethod method, string path, string? body = null, string type = "application/json", string? accept = null, string? token = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) { Headers = { ContentType = MediaTypeHeaderValue.Parse(type) } };
        if (accept is not null)
            request.Headers.TryAddWithoutValidation("Accept", accept);
        if (token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var response = await Client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        var warnings = response.Headers.TryGetValues("Warning", out var values) ? values.ToArray() : [];
        return new ApiAnswer((int)response.StatusCode, text, response.Content.Headers.ContentType?.ToString() ?? "", warnings);
    }

    public Task<ApiAnswer> Get(string path, string? accept = null) => Send(HttpMethod.Get, path, accept: accept);

    public Task<ApiAnswer> Post(string path, string body, string type = "application/json") => Send(HttpMethod.Post, path, body, type);

    public Task<ApiAnswer> Put(string path, string body) => Send(HttpMethod.Put, path, body);

    public Task<ApiAnswer> Patch(string path, string body, string type = "application/merge-patch+json") =>
        Send(HttpMethod.Patch, path, body, type);

    public Task<ApiAnswer> Delete(string path, string? body = null) => Send(HttpMethod.Delete, path, body);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        Catalog.Dispose();
    }
}

public sealed record ApiAnswer(int Code, string Text, string Type, string[] Warnings)
{
    public JsonElement Json => JsonElement.Parse(Text);

    public string Reason => Json.GetProperty("reason").GetString()!;

    public string Message => Json.GetProperty("message").GetString()!;

    /// <summary>The text at a path of fields, as <c>metadata.name</c>.</summary>
    public string At(string path)
    {
        var value = Json;
        foreach (var field in path.Split('.'))
            value = value.GetProperty(field);
        return value.ToString();
    }
}
