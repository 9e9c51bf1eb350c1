using Fabric.Resources;

namespace Fabric.Edge.Api.Watching;

/// <summary>
/// What a change means to a client that sees only some resources: one that enters its selection is added for it, one
/// that leaves is deleted.
/// </summary>
internal sealed class SelectionFilter
{
    private readonly Selection _selection;
    private readonly HashSet<ResourceKey> _seen;
    private readonly long _snapshotVersion;

    public SelectionFilter(Selection selection, CatalogSnapshot snapshot)
    {
        _selection = selection;
        _snapshotVersion = snapshot.Version;
        Initial = [.. snapshot.Resources.Where(selection.Matches)];
        _seen = [.. Initial.Select(resource => resource.Key)];
    }

    public IReadOnlyList<Resource> Initial { get; }

    /// <summary>The type of the watch event; null where the client need not know.</summary>
    public string? EventFor(CatalogChange change)
    {
        var key = change.Resource.Key;
        if (key.Group != _selection.Address.Kind.Group || key.Kind != _selection.Address.Kind.Kind)
            return null;
        var matches = _selection.Matches(change.Resource);
        if (change.Kind == ChangeKind.Deleted)
            return _seen.Remove(key) || matches ? "DELETED" : null;
        if (matches)
            return _seen.Add(key) || change.Kind == ChangeKind.Added ? "ADDED" : "MODIFIED";

        // Before the snapshot nobody knows what the client had seen: better to delete once too often.
        var isReplay = change.Version <= _snapshotVersion && change.Kind == ChangeKind.Modified && !HasOtherPlace(key);
        return _seen.Remove(key) || isReplay ? "DELETED" : null;
    }

    private bool HasOtherPlace(ResourceKey key) =>
        (_selection.Address.Namespace.Length > 0 && key.Namespace != _selection.Address.Namespace)
        || (_selection.Address.Name.Length > 0 && key.Name != _selection.Address.Name)
        || !_selection.Fields.Matches(key);
}
