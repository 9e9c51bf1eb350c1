using System.Net;
using System.Text;
using Fabric.Brokers;
using Fabric.Edge.Delivery;
using Fabric.Edge.Ingest;
using Fabric.Edge.Targets;
using Fabric.Edge.Tests.Delivery;
using Fabric.Events;
using Fabric.Resources;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Fabric.Edge.Tests.Ingest;

/// <summary>The event endpoints of the edge on a free port, over a fabric that a test controls.</summary>
internal sealed class EdgeServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private EdgeServer(FixedTopology topology, EventLimits limits, TextWriter printed)
    {
        Topology = topology;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.AddSingleton<ITopology>(topology);
        builder.Services.AddSingleton<IFabric>(Fabric);
        builder.Services.AddSingleton<Publisher>();
        builder.Services.AddSingleton(limits);
        builder.Services.AddSingleton(new DisplayPrinter(printed, NullLogger<DisplayPrinter>.Instance));
        builder.Services.AddFabricDelivery();
        _app = builder.Build();
        _app.UseFabricHosts();
        _app.MapBrokerIngest();
        _app.MapTargets();
    }

    public FakeFabric Fabric { get; } = new();

    public FixedTopology Topology { get; }

    public HttpClient Client { get; } = new();

    public static async Task<EdgeServer> Start(
        FixedTopology? topology = null, EventLimits? limits = null, TextWriter? printed = null)
    {
        var server = new EdgeServer(
            topology ?? new FixedTopology().WithBroker("default/b"), limits ?? new EventLimits(), printed ?? TextWriter.Null);
        await server._app.StartAsync();
        server.Client.BaseAddress = new Uri(server._app.Urls.First());
        return server;
    }

    /// <summary>Tells the node to stop, while it still answers.</summary>
    public void BeginStop() => _app.Lifetime.StopApplication();

    public Task<HttpResponseMessage> Send(HttpMethod method, string path, params (string Name, string Value)[] headers) =>
        Send(method, path, null, null, headers);

    public async Task<HttpResponseMessage> Send(
        HttpMethod method, string path, string? contentType, string? body, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path);
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        if (body is not null)
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        if (contentType is not null)
            request.Content!.Headers.TryAddWithoutValidation("Content-Type", contentType);
        return await Client.SendAsync(request);
    }

    /// <summary>Posts the usual event in binary mode, with more headers.</summary>
    public Task<HttpResponseMessage> Post(string path, params (string Name, string Value)[] headers) => Send(
        HttpMethod.Post, path, "application/json", "{\"n\":1}",
        [("ce-specversion", "1.0"), ("ce-id", "1"), ("ce-source", "/tests"), ("ce-type", "test.event"), .. headers]);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        using var impatient = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        await _app.StopAsync(impatient.Token);
        await _app.DisposeAsync();
    }
}
