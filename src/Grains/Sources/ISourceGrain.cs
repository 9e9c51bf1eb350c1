namespace Fabric.Grains.Sources;

/// <summary>A source that acts by itself, in one silo of the cluster; its key is <c>namespace/workload</c>.</summary>
public interface ISourceGrain : IGrainWithStringKey
{
    /// <summary>Has the source run, if it is one that acts by itself; does nothing where it runs.</summary>
    ValueTask Run(CancellationToken cancellationToken);
}
