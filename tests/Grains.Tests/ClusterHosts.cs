using System.Collections.Concurrent;
using Fabric.Brokers;
using Fabric.Contract.Fabrics;
using Fabric.Contract.Servers;
using Fabric.Delivery;
using Fabric.Resources;
using Fabric.Tails;

namespace Fabric.Grains.Tests;

/// <summary>Clusters of two silos. A cluster that a test has cleaned up serves the next one.</summary>
internal sealed class ClusterHosts(StorageKind storage, bool restarts = false) : FabricHosts
{
    private static readonly ConcurrentBag<TestCluster> Idle = [];

    private string? _database;

    public override StorageKind Storage => storage;

    public override async ValueTask<IFabricHost> Start(ISubscribers subscribers)
    {
        if (restarts || !Idle.TryTake(out var cluster))
        {
            _database ??= await (await PostgresServer.Shared).NewDatabase();
            cluster = await TestCluster.Start(_database);
        }

        cluster.Subscribers.Target = subscribers;
        return new Host(cluster, keep: !restarts);
    }

    private sealed class Host(TestCluster cluster, bool keep) : IFabricHost
    {
        public IFabric Fabric => cluster.Get<IFabric>();

        public Publisher Publisher => cluster.Get<Publisher>();

        public ILiveTail Tail => cluster.Get<ILiveTail>(cluster.Silos.Count - 1);

        public ITopology Topology => cluster.Get<ITopology>();

        public ValueTask Apply(Topology topology) => cluster.Apply(topology);

        public async ValueTask DisposeAsync()
        {
            if (!keep)
            {
                await cluster.DisposeAsync();
                return;
            }

            await Apply(Resources.Topology.Empty);
            Idle.Add(cluster);
        }
    }
}
