using Fabric.Brokers;
using Fabric.Contract.Servers;
using Fabric.Delivery;
using Fabric.EventLog;
using Fabric.Grains.Client;
using Fabric.Postgres;
using Fabric.Resources;
using Fabric.Telemetry;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Orleans.TestingHost;

namespace Fabric.Grains.Tests;

/// <summary>Silos of one cluster in this process, over one PostgreSQL database.</summary>
internal sealed class TestCluster : IAsyncDisposable
{
    private readonly InProcessTestCluster _cluster;
    private readonly PostgresStorage _storage;
    private readonly UnobservedMeters _meters;
    private TopologyRollout _rollout = null!;
    private bool _startsApplication;

    private TestCluster(InProcessTestCluster cluster, PostgresStorage storage, UnobservedMeters meters)
    {
        (_cluster, _storage, _meters) = (cluster, storage, meters);
    }

    /// <summary>What the triggers of the test at hand deliver to.</summary>
    public RedirectedSubscribers Subscribers { get; } = new();

    public IReadOnlyList<InProcessSiloHandle> Silos => [.. _cluster.Silos];

    public InProcessTestCluster Inner => _cluster;

    /// <summary>A service of a silo.</summary>
    public T Get<T>(int silo = 0)
        where T : notnull => _cluster.Silos[silo].ServiceProvider.GetRequiredService<T>();

    /// <summary>What the cluster keeps, looked at past its grains.</summary>
    public ClusterStorage Storage => Get<ClusterStorage>();

    /// <summary>Starts a silo of an Orleans application that uses the fabric, in the same cluster.</summary>
    public async Task<InProcessSiloHandle> StartApplication()
    {
        _startsApplication = true;
        var silo = await _cluster.StartAdditionalSiloAsync();
        await _cluster.WaitForClusterManifestToStabilizeAsync();
        _startsApplication = false;
        return silo;
    }

    /// <summary>Puts a topology in force, in a cluster that follows no catalog.</summary>
    public async ValueTask Apply(Topology topology)
    {
        foreach (var silo in _cluster.Silos.Skip(1))
            silo.ServiceProvider.GetRequiredService<TopologyHolder>().Set(topology);
        await _rollout.Apply(topology, default);
        foreach (var silo in _cluster.Silos.Skip(1))
            silo.ServiceProvider.GetRequiredService<TopologyHolder>().Set(Get<ITopology>().Current);
    }

    /// <summary>Starts silos; those of another cluster over the same database go on where it stopped.</summary>
    public static async Task<TestCluster> Start(string database, int silos = 2, Action<ISiloBuilder>? configure = null)
    {
        var meters = new UnobservedMeters();
        var storage = new PostgresStorage(
            new PostgresOptions { ConnectionString = database }, TimeProvider.System,
            NullLoggerFactory.Instance, new FabricMetrics(meters));
        await storage.Migrate(default);
        TestCluster? made = null;
        var builder = new InProcessTestClusterBuilder((short)silos);
        builder.ConfigureSilo((_, silo) =>
        {
            silo.AddMemoryGrainStorage("PubSubStore");
            if (made!._startsApplication)
            {
                silo.AddFabricClient();
                return;
            }

            silo.Services.AddMetrics();
            silo.Services.AddSingleton(new ClusterStorage(
                storage.Logs, storage.DeadLetters, storage.Brokers, storage.Triggers, storage.Catalog, StorageKind.Postgres));
            silo.Services.AddSingleton<ISubscribers>(_ => made!.Subscribers);
            silo.AddFabricGrains(new GrainsOptions { HandOverTimeout = TimeSpan.FromSeconds(2) });
            configure?.Invoke(silo);
        });
        builder.ConfigureClient(client => client.AddFabricClient());
        made = new TestCluster(builder.Build(), storage, meters);
        await made._cluster.DeployAsync();
        made._rollout = new TopologyRollout(made.Get<IFabric>(), made.Get<TopologyHolder>(), NullLogger<TopologyRollout>.Instance);
        return made;
    }

    public async ValueTask DisposeAsync()
    {
        _rollout.Dispose();
        await _cluster.StopAllSilosAsync();
        await _cluster.DisposeAsync();
        await _storage.DisposeAsync();
        _meters.Dispose();
    }
}
