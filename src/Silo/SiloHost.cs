using Fabric.Brokers;
using Fabric.Edge.Api;
using Fabric.Edge.CloudEvents;
using Fabric.Edge.Delivery;
using Fabric.Edge.Health;
using Fabric.Edge.Ingest;
using Fabric.Edge.Sources;
using Fabric.Edge.Tails;
using Fabric.Edge.Targets;
using Fabric.Edge.Telemetry;
using Fabric.Edge.Traces;
using Fabric.Events;
using Fabric.Grains;
using Fabric.Postgres;
using Fabric.Silo.Health;
using Fabric.Silo.Settings;
using Orleans.Dashboard;

namespace Fabric.Silo;

/// <summary>Puts grains, storage and the edge together into one web application.</summary>
internal static class SiloHost
{
    private static readonly TelemetryNames OrleansTelemetry = new(["Microsoft.Orleans.*"], ["Microsoft.Orleans"]);

    public static WebApplication Build(SiloOptions options)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.AddFabricConsole();
        builder.Logging.AddFilter("Orleans", LogLevel.Warning);
        // It takes the time since the machine started for a delay when it first looks.
        builder.Logging.AddFilter("Orleans.Runtime.Watchdog", LogLevel.Error);
        builder.WebHost.ConfigureKestrel(server =>
        {
            server.AddServerHeader = false;
            server.AllowEvents(new EventLimits());
            server.Listen(options.Address, options.Port);
        });
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = options.StopTimeout);
        AddStorage(builder.Services, options);
        builder.UseOrleans(silo => silo
            .UseMembership(options)
            .UseTls(options.Tls)
            .AddFabricGrains(new GrainsOptions { Triggers = options.Triggers })
            .FollowCatalog()
            .AddDashboard(options.Dashboard));
        AddEdge(builder.Services, options);
        AddHealth(builder.Services, options.Postgres is not null);

        var app = builder.Build();
        app.UseFabricHosts();
        app.MapBrokerIngest();
        app.MapTail();
        app.MapEvents();
        app.MapTrace();
        app.MapSources();
        app.MapTargets();
        app.MapResourceApi();
        app.MapHealth();
        if (options.Dashboard)
            app.MapOrleansDashboard("/dashboard").RequireApiToken();
        app.MapFallback(context => PlainAnswer.Write(
            context,
            StatusCodes.Status404NotFound,
            $"There is nothing at {context.Request.Method} {context.Request.Path}. Events are posted to /brokers/NAMESPACE/NAME or "
            + "/sources/NAMESPACE/NAME, the resource API is at /apis."));
        return app;
    }

    private static void AddStorage(IServiceCollection services, SiloOptions options)
    {
        if (options.Postgres is not { } postgres)
        {
            services.AddSingleton(_ => MemoryStorage.Create());
            return;
        }

        services.AddFabricPostgres(new PostgresOptions { ConnectionString = postgres.Reveal, Schema = options.Schema });
        services.AddSingleton(provider =>
        {
            var storage = provider.GetRequiredService<PostgresStorage>();
            return new ClusterStorage(
                storage.Logs, storage.DeadLetters, storage.Brokers, storage.Triggers, storage.Catalog, StorageKind.Postgres);
        });
    }

    private static ISiloBuilder AddDashboard(this ISiloBuilder silo, bool wanted) => wanted ? silo.AddDashboard() : silo;

    private static void AddEdge(IServiceCollection services, SiloOptions options) => services
        .AddMetrics()
        .AddSingleton(Delivery(options))
        .AddFabricDelivery()
        .AddTail()
        .AddFabricSources()
        .AddResourceApi(api => api.Token = options.Token?.Reveal)
        .AddFabricTelemetry(OrleansTelemetry);

    private static void AddHealth(IServiceCollection services, bool hasDatabase)
    {
        services.AddSingleton<DrainCheck>();
        var checks = services.AddFabricHealth()
            .AddCheck<SiloCheck>("silo", tags: [HealthServices.Ready])
            .AddCheck<DrainCheck>("drain", tags: [HealthServices.Ready]);
        if (hasDatabase)
            checks.AddCheck<DatabaseCheck>("database", tags: [HealthServices.Ready]);
    }

    private static DeliveryOptions Delivery(SiloOptions options)
    {
        var delivery = new DeliveryOptions();
        foreach (var (host, address) in options.Resolve)
            delivery.Resolve[host] = address;
        return delivery;
    }
}
