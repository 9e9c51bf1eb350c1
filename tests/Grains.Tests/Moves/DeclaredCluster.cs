using System.Text.Json;
using Fabric.Brokers;
using Fabric.Contract;
using Fabric.Contract.Fabrics;
using Fabric.Contract.Servers;
using Fabric.Grains.Rollouts;
using Fabric.Resources;
using Fabric.Sources;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;
using Orleans.TestingHost;

namespace Fabric.Grains.Tests.Moves;

/// <summary>A cluster that follows its catalog, and notices soon that a silo is gone.</summary>
internal sealed class DeclaredCluster : IAsyncDisposable
{
    private readonly TestCluster _cluster;

    private DeclaredCluster(TestCluster cluster) => _cluster = cluster;

    public ScriptedTargets Targets { get; } = new();

    public TestCluster Cluster => _cluster;

    public static async Task<DeclaredCluster> Start(RecordedLoops? loops = null, int silos = 2)
    {
        var database = await (await PostgresServer.Shared).NewDatabase();
        var cluster = await TestCluster.Start(database, silos, silo =>
        {
            silo.Services.AddSingleton<ISourceLoops>(provider =>
                new SiloLoops(loops ?? new RecordedLoops(), provider.GetRequiredService<ILocalSiloDetails>().SiloAddress));
            silo.FollowCatalog();
            silo.Configure<ClusterMembershipOptions>(membership =>
            {
                membership.ProbeTimeout = TimeSpan.FromMilliseconds(500);
                membership.NumMissedProbesLimit = 2;
                membership.NumVotesForDeathDeclaration = 1;
                membership.TableRefreshTimeout = TimeSpan.FromSeconds(1);
            });
        });
        var declared = new DeclaredCluster(cluster);
        cluster.Subscribers.Target = declared.Targets;
        foreach (var silo in cluster.Silos)
            silo.ServiceProvider.GetRequiredService<ClusterAddresses>().Set(new NodeAddresses(new Uri("http://127.0.0.1:1")));
        return declared;
    }

    /// <summary>Declares resources, each as the JSON of its manifest, and waits until they are in force.</summary>
    public async Task Declare(params string[] manifests)
    {
        var catalog = _cluster.Get<ICatalog>();
        foreach (var manifest in manifests)
        {
            var outcome = await catalog.Put(JsonElement.Parse(manifest), new PutOptions(), default);
            Assert.True(outcome.Status is PutStatus.Created or PutStatus.Updated, string.Join("; ", outcome.Faults));
        }

        var version = (await catalog.Snapshot(default)).Version;
        await _cluster.Get<IGrainFactory>().GetGrain<IRolloutGrain>(IRolloutGrain.Key).Applied(version, default);
    }

    public Task DeclareBroker(string name, string storage) => Declare(
        $$"""
        {"apiVersion": "eventfabric.dev/v1alpha1", "kind": "Broker", "metadata": {"name": "{{name}}"}, "spec": {"storage": "{{storage}}"} }
        """);

    public Task DeclareTrigger(string name, string broker) => Declare(
        $$"""
        {"apiVersion": "eventing.triggermesh.io/v1alpha1", "kind": "Trigger", "metadata": {"name": "{{name}}"},
         "spec": {"broker": {"kind": "Broker", "name": "{{broker}}"}, "target": {"uri": "http://{{name}}/"} } }
        """);

    /// <summary>Publishes at a silo that lives; again where a silo is on its way out.</summary>
    public async Task Publish(string broker, params string[] ids)
    {
        var started = TimeProvider.System.GetTimestamp();
        PublishOutcome outcome;
        do
        {
            outcome = await _cluster.Get<Publisher>().Publish(new("default", broker), Some.Events(ids), PublishKind.Ingest, default);
            if (outcome.Status != PublishStatus.Accepted)
                await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        }
        while (outcome.Status != PublishStatus.Accepted && TimeProvider.System.GetElapsedTime(started) < TimeSpan.FromSeconds(30));
        Assert.True(outcome.Status == PublishStatus.Accepted, outcome.ToString());
    }

    /// <summary>The silo where a grain lives.</summary>
    public async Task<InProcessSiloHandle> SiloOf(object grain)
    {
        var address = await _cluster.Get<IGrainFactory>().GetGrain<IManagementGrain>(0).GetActivationAddress((IAddressable)grain);
        return _cluster.Silos.Single(silo => silo.SiloAddress.Equals(address));
    }

    public Task<InProcessSiloHandle> SiloOfTrigger(string name) => SiloOf(_cluster.Get<IFabric>().Trigger(new("default", name)));

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    private sealed class SiloLoops(RecordedLoops loops, SiloAddress silo) : ISourceLoops
    {
        public Func<CancellationToken, Task>? LoopOf(SourceSpec source) => cancellationToken => loops.Run(silo, cancellationToken);
    }
}
