using Fabric.Brokers;

namespace Fabric.Grains;

/// <summary>Keeps the states of durable brokers in the cluster's storage, and that of a memory broker in its activation.</summary>
internal sealed class ClusterBrokerStates(IStateStore<BrokerState> stored, ActivationMemory memory) : IStateStore<BrokerState>
{
    public async ValueTask<BrokerState?> Load(string key, CancellationToken cancellationToken) =>
        memory.State ?? await stored.Load(key, cancellationToken);

    public async ValueTask Save(string key, BrokerState state, CancellationToken cancellationToken)
    {
        if (state.Spec.Storage == StorageKind.Memory)
        {
            if (memory.State is null)
                await stored.Delete(key, cancellationToken);
            memory.State = state;
            return;
        }

        await stored.Save(key, state, cancellationToken);
        memory.State = null;
    }

    public ValueTask Delete(string key, CancellationToken cancellationToken)
    {
        memory.State = null;
        return stored.Delete(key, cancellationToken);
    }
}
