namespace Fabric.Resources;

/// <summary>Holds the topology in force and wakes those who wait for the next one.</summary>
public sealed class TopologyHolder : ITopology
{
    private volatile Version _version = new(Topology.Empty);

    public Topology Current => _version.Topology;

    /// <summary>Puts another topology in force.</summary>
    public void Set(Topology topology)
    {
        ArgumentNullException.ThrowIfNull(topology);
        if (!ReferenceEquals(topology, Current))
            Interlocked.Exchange(ref _version, new Version(topology)).Replaced.TrySetResult();
    }

    public Task Changed(Topology seen, CancellationToken cancellationToken)
    {
        var version = _version;
        return ReferenceEquals(version.Topology, seen)
            ? version.Replaced.Task.WaitAsync(cancellationToken)
            : Task.CompletedTask;
    }

    private sealed record Version(Topology Topology)
    {
        public TaskCompletionSource Replaced { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
