using Fabric.Events;

namespace Fabric.Transformations;

/// <summary>
/// How much one event may grow while it is transformed, so that no manifest and no payload uses up a node's memory.
/// </summary>
internal sealed class WorkBounds(EventLimits limits)
{
    private readonly long _most = 4L * limits.MaxEventBytes;
    private long _added;

    /// <summary>Which bound was reached; null for none. What is done to the event from then on does not count.</summary>
    public string? Problem { get; private set; }

    /// <summary>Makes room for what is added.</summary>
    public bool Take(long bytes)
    {
        _added += bytes;
        if (_added > _most)
            Problem ??= $"the operations add more than {_most} bytes";
        return Problem is null;
    }

    /// <summary>Checks how deep a value comes to lie.</summary>
    public bool Nest(int depth)
    {
        if (depth > JsonTree.MaxDepth)
            Problem ??= $"the operations nest values deeper than {JsonTree.MaxDepth} levels";
        return Problem is null;
    }
}
