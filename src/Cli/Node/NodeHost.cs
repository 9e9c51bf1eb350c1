using Fabric.Edge.Api;
using Fabric.Edge.CloudEvents;
using Fabric.Edge.Delivery;
using Fabric.Edge.Health;
using Fabric.Edge.Ingest;
using Fabric.Edge.Manifests;
using Fabric.Edge.Sources;
using Fabric.Edge.Tails;
using Fabric.Edge.Targets;
using Fabric.Edge.Telemetry;
using Fabric.Edge.Traces;
using Fabric.Embedded;
using Fabric.Events;
using Fabric.Resources;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Fabric.Cli.Node;

/// <summary>Puts the embedded fabric and the edge together into one web application.</summary>
internal static class NodeHost
{
    private static readonly TimeSpan ServerStopTimeout = TimeSpan.FromSeconds(2);

    public static WebApplication Build(NodeOptions options, Catalog catalog)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.AddFabricConsole();
        builder.WebHost.ConfigureKestrel(server =>
        {
            server.AddServerHeader = false;
            server.AllowEvents(new EventLimits());
            server.Listen(options.Address, options.Port);
        });
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = ServerStopTimeout);
        AddFabric(builder.Services, options, catalog);

        var app = builder.Build();
        app.UseDefaultBroker(options.DefaultBroker);
        app.UseFabricHosts();
        app.MapBrokerIngest();
        app.MapTail();
        app.MapEvents();
        app.MapTrace();
        app.MapSources();
        app.MapTargets();
        app.MapResourceApi();
        app.MapHealth();
        app.MapFallback(context => PlainAnswer.Write(
            context,
            StatusCodes.Status404NotFound,
            $"There is nothing at {context.Request.Method} {context.Request.Path}. Events are posted to /brokers/NAMESPACE/NAME or "
            + "/sources/NAMESPACE/NAME, the resource API is at /apis."));
        return app;
    }

    private static IHealthChecksBuilder AddFabric(IServiceCollection services, NodeOptions options, Catalog catalog) => services
        .AddMetrics()
        .AddEmbeddedFabric(new EmbeddedOptions { DataDirectory = options.DataDirectory })
        .AddSingleton<ICatalog>(catalog)
        .AddSingleton(Delivery(options))
        .AddFabricDelivery()
        .AddTail()
        .AddFabricSources()
        .AddSourceRunner()
        .AddResourceApi(api => api.Token = options.Token?.Reveal)
        .AddManifests(manifests =>
        {
            foreach (var path in options.Files)
                manifests.Paths.Add(path);
        })
        .AddFabricTelemetry()
        .AddFabricHealth();

    private static DeliveryOptions Delivery(NodeOptions options)
    {
        var delivery = new DeliveryOptions();
        foreach (var (host, address) in options.Resolve)
            delivery.Resolve[host] = address;
        return delivery;
    }
}
