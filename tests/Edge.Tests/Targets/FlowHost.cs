using System.Net;
using Fabric.Edge.Delivery;
using Fabric.Edge.Ingest;
using Fabric.Edge.Manifests;
using Fabric.Edge.Targets;
using Fabric.Embedded;
using Fabric.Resources;
using Fabric.Resources.Resolving;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Fabric.Edge.Tests.Targets;

/// <summary>A fabric in memory with the event endpoints of the edge on a free port, made of manifests.</summary>
internal sealed class FlowHost : IAsyncDisposable
{
    private readonly WebApplication _app;

    private FlowHost(WebApplication app) => _app = app;

    public HttpClient Http { get; } = new();

    public TopologyResult Resources { get; private set; } = null!;

    public static async Task<FlowHost> Start(string manifests)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.AddMetrics();
        builder.Services.AddEmbeddedFabric(new EmbeddedOptions { StopGrace = TimeSpan.Zero });
        builder.Services.AddSingleton(new DisplayPrinter(TextWriter.Null, NullLogger<DisplayPrinter>.Instance));
        builder.Services.AddFabricDelivery();
        var host = new FlowHost(builder.Build());
        host._app.UseFabricHosts();
        host._app.MapBrokerIngest();
        host._app.MapTargets();
        await host._app.StartAsync();
        host.Http.BaseAddress = new Uri(host._app.Urls.First());
        await host.Apply(manifests);
        return host;
    }

    /// <summary>Posts an event in binary mode.</summary>
    public async Task<HttpResponseMessage> Post(string path, string type, string data, string contentType = "application/json", string id = "1")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(data) };
        request.Content.Headers.ContentType = new(contentType);
        foreach (var (name, value) in new[] { ("specversion", "1.0"), ("id", id), ("source", "/tests"), ("type", type) })
            request.Headers.Add("ce-" + name, value);
        return await Http.SendAsync(request);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private async Task Apply(string manifests)
    {
        using var catalog = new Catalog(TimeProvider.System);
        var reading = YamlManifest.Read(manifests, "test");
        Assert.Empty(reading.Faults);
        foreach (var document in reading.Documents)
            Assert.Empty((await catalog.Put(document.Manifest, new(), default)).Faults);
        Resources = TopologyBuilder.Build(await catalog.Snapshot(default), new(Http.BaseAddress!), TimeProvider.System.GetUtcNow());
        await _app.Services.GetRequiredService<EmbeddedFabric>().Apply(Resources.Topology, default);
    }
}
