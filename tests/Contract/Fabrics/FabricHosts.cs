using Fabric.Brokers;
using Fabric.Delivery;
using Fabric.Resources;

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

/// <summary>A running fabric.</summary>
public interface IFabricHost
{
    IFabric Fabric { get; }

    Publisher Publisher { get; }

    ITopology Topology { get; }

    ValueTask Apply(Topology topology);

    /// <summary>Stops in order. A durable host that is started afterwards goes on where this one stopped.</summary>
    ValueTask Stop();
}
