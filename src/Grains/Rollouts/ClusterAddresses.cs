using Fabric.Resources;

namespace Fabric.Grains.Rollouts;

/// <summary>How the cluster is reached, as this silo knows it once its edge listens.</summary>
public sealed class ClusterAddresses
{
    private readonly TaskCompletionSource<NodeAddresses> _known = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<NodeAddresses> Known => _known.Task;

    public void Set(NodeAddresses addresses) => _known.TrySetResult(addresses);
}
