using Fabric.Brokers;

namespace Fabric.Embedded;

/// <summary>Keeps the states of durable brokers on disk and those of the others in memory, where their events are.</summary>
internal sealed class BrokerStates(IStateStore<BrokerState> disk, IStateStore<BrokerState> memory) : IStateStore<BrokerState>
{
    public async ValueTask<BrokerState?> Load(string key, CancellationToken cancellationToken) =>
        await memory.Load(key, cancellationToken) ?? await disk.Load(key, cancellationToken);

    public async ValueTask Save(string key, BrokerState state, CancellationToken cancellationToken)
    {
        var (kept, other) = state.Spec.Storage == StorageKind.Memory ? (memory, disk) : (disk, memory);
        await kept.Save(key, state, cancellationToken);
        await other.Delete(key, cancellationToken);
    }

    public async ValueTask Delete(string key, CancellationToken cancellationToken)
    {
        await memory.Delete(key, cancellationToken);
        await disk.Delete(key, cancellationToken);
    }
}
