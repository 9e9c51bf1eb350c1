using Fabric.Brokers;
using Fabric.Delivery;
using Fabric.Resources;
using Fabric.Tails;

namespace Fabric.Contract.Fabrics;

/// <summary>Starts hosts of one kind for a test, one after the other, over the same storage.</summary>
public abstract class FabricHosts : IAsyncDisposable
{
    /// <summary>Where brokers keep their events.</summary>
    public abstract StorageKind Storage { get; }

    public abstract ValueTask<IFabricHost> Start(ISubscribers subscribers);

    /// <summary>Removes what the hosts kept.</summary>
    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }
}

/// <summary>A running fabric. Disposing it stops it in order; a durable one that is started afterwards goes on where it stopped.</summary>
public interface IFabricHost : IAsyncDisposable
{
    IFabric Fabric { get; }

    Publisher Publisher { get; }

    ITopology Topology { get; }

    ILiveTail Tail { get; }

    ValueTask Apply(Topology topology);
}
