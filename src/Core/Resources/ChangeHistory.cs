using System.Collections.Immutable;

namespace Fabric.Resources;

/// <summary>The newest changes of a catalog, and the wake-up call for those who wait for more. Not thread-safe.</summary>
internal sealed class ChangeHistory(long version, int capacity)
{
    private readonly Queue<CatalogChange> _changes = new();
    private TaskCompletionSource _more = NewSignal();

    /// <summary>The version after the newest change. Versions have no gaps.</summary>
    public long Version { get; private set; } = version;

    /// <summary>Ends with the next change.</summary>
    public Task More => _more.Task;

    public void Append(CatalogChange change)
    {
        Version = change.Version;
        _changes.Enqueue(change);
        if (_changes.Count > capacity)
            _changes.Dequeue();
        var waiting = _more;
        _more = NewSignal();
        waiting.SetResult();
    }

    /// <summary>The changes after a version.</summary>
    /// <exception cref="CatalogExpiredException">Some of them are gone, or the version is of another life of the catalog.</exception>
    public ImmutableArray<CatalogChange> After(long version)
    {
        if (version > Version || version < Version - _changes.Count)
            throw new CatalogExpiredException(version);
        return [.. _changes.Skip((int)(_changes.Count - (Version - version)))];
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
