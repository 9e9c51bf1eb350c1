using Fabric.Brokers;
using Fabric.Contract.Fabrics;
using Fabric.Delivery;
using Fabric.Resources;
using Fabric.Tails;
using Fabric.Telemetry;
using Microsoft.Extensions.Logging.Abstractions;

namespace Fabric.Embedded.Tests;

/// <summary>Embedded nodes, in memory or over one data directory.</summary>
public sealed class EmbeddedHosts(StorageKind storage) : FabricHosts
{
    private readonly string? _directory =
        storage == StorageKind.File ? Directory.CreateTempSubdirectory("fabric-").FullName : null;

    public override StorageKind Storage => storage;

    public override ValueTask<IFabricHost> Start(ISubscribers subscribers) => new(new Node(_directory, subscribers));

    public override ValueTask DisposeAsync()
    {
        if (_directory is not null)
            Directory.Delete(_directory, recursive: true);
        return base.DisposeAsync();
    }

    private sealed class Node : IFabricHost
    {
        private readonly UnobservedMeters _meters = new();
        private readonly EmbeddedFabric _fabric;

        public Node(string? directory, ISubscribers subscribers) => _fabric = new EmbeddedFabric(
            new EmbeddedOptions { DataDirectory = directory }, new TopologyHolder(), subscribers,
            TimeProvider.System, NullLoggerFactory.Instance, new FabricMetrics(_meters));

        public IFabric Fabric => _fabric;

        public Publisher Publisher => _fabric.Publisher;

        public ITopology Topology => _fabric.Topology;

        public ILiveTail Tail => _fabric.Tail;

        public ValueTask Apply(Topology topology) => _fabric.Apply(topology, default);

        public async ValueTask DisposeAsync()
        {
            await _fabric.StopAsync(TimeSpan.FromMilliseconds(100));
            _meters.Dispose();
        }
    }
}
