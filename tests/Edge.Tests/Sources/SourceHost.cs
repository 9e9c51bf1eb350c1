using System.Collections.Frozen;
using Fabric.Brokers;
using Fabric.Delivery;
using Fabric.Edge.Delivery;
using Fabric.Edge.Sources;
using Fabric.Events;
using Fabric.Resources;
using Fabric.Sources;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Fabric.Edge.Tests.Sources;

/// <summary>An edge on a free port that serves sources in front of one scripted broker.</summary>
internal sealed class SourceHost : IAsyncDisposable
{
    public static readonly ResourceName BrokerName = new("default", "broker");

    public static readonly Destination Sink = new(new Uri("http://broker-mb-broker.default.svc.cluster.local"), DestinationKind.Broker, BrokerName);

    private readonly WebApplication _app;
    private readonly TopologyHolder _topology;

    private SourceHost(WebApplication app, TopologyHolder topology, ScriptedFabric broker)
    {
        (_app, _topology, Broker) = (app, topology, broker);
        Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        Http = new HttpClient { BaseAddress = Address };
    }

    public ScriptedFabric Broker { get; }

    public Uri Address { get; }

    public HttpClient Http { get; }

    public static async Task<SourceHost> Start(TimeProvider time, params SourceSpec[] sources)
    {
        var topology = new TopologyHolder();
        var broker = new ScriptedFabric();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services
            .AddSingleton<ITopology>(topology)
            .AddSingleton<IFabric>(broker)
            .AddSingleton(time)
            .AddSingleton(new EventLimits { MaxEventBytes = 64 << 10 })
            .AddSingleton<Publisher>()
            .AddSingleton(new DeliveryOptions())
            .AddSingleton<HttpClients>()
            .AddSingleton<ISubscribers>(new NoSubscribers())
            .AddFabricSources()
            .AddSourceRunner();
        var app = builder.Build();
        app.MapSources();
        var host = await Started(app, topology, broker);
        host.Declare(sources);
        return host;
    }

    public void Declare(params SourceSpec[] sources) => _topology.Set(new Topology
    {
        Brokers = new Dictionary<ResourceName, BrokerSpec> { [BrokerName] = new() }.ToFrozenDictionary(),
        Sources = sources.ToFrozenDictionary(source => new ResourceName(source.Name.Namespace, source.Workload)),
    });

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.DisposeAsync();
    }

    private static async Task<SourceHost> Started(WebApplication app, TopologyHolder topology, ScriptedFabric broker)
    {
        await app.StartAsync();
        return new SourceHost(app, topology, broker);
    }

    private sealed class NoSubscribers : ISubscribers
    {
        public ISubscriber Open(Destination destination) => throw new NotSupportedException();
    }
}
