using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Fabric.Resources.Kinds;

namespace Fabric.Resources;

/// <summary>The catalog of one process: immutable snapshots, changed one at a time.</summary>
public sealed class Catalog : ICatalog, IDisposable
{
    /// <summary>How many changes a watch can go back by default.</summary>
    public const int DefaultHistory = 10_000;

    private readonly SemaphoreSlim _writing = new(1, 1);
    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly ICatalogStore? _store;
    private readonly ChangeHistory _history;
    private ImmutableDictionary<ResourceKey, Resource> _resources = ImmutableDictionary<ResourceKey, Resource>.Empty;
    private CatalogSnapshot? _snapshot;

    /// <summary>An empty catalog.</summary>
    /// <param name="time">Stamps new resources. Versions begin at its milliseconds, so that they grow across restarts.</param>
    /// <param name="store">Keeps what comes through the API; null keeps nothing.</param>
    /// <param name="history">How many changes a watch can go back.</param>
    public Catalog(TimeProvider time, ICatalogStore? store = null, int history = DefaultHistory)
    {
        _time = time;
        _store = store;
        _history = new(time.GetUtcNow().ToUnixTimeMilliseconds(), history);
    }

    /// <summary>A catalog with everything that its store kept.</summary>
    /// <exception cref="IOException">The store cannot be read.</exception>
    public static async ValueTask<Catalog> Open(
        TimeProvider time, ICatalogStore store, CancellationToken cancellationToken, int history = DefaultHistory)
    {
        var catalog = new Catalog(time, store, history);
        var kept = await store.LoadAll(cancellationToken);
        foreach (var resource in kept.OrderBy(resource => resource.Metadata.Created).ThenBy(resource => resource.Key, KeyOrder.Instance))
        {
            catalog.EnsureNamespace(resource.Key.Namespace);
            catalog.Commit(resource.Key, _ => resource, statusOnly: false);
        }

        return catalog;
    }

    public ValueTask<CatalogSnapshot> Snapshot(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
            return new(_snapshot ??= new(_history.Version, [.. _resources.Values.OrderBy(resource => resource.Key, KeyOrder.Instance)]));
    }

    public ValueTask<Resource?> Get(ResourceKey key, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
            return new(_resources.GetValueOrDefault(key));
    }

    public async ValueTask<PutOutcome> Put(JsonElement manifest, PutOptions options, CancellationToken cancellationToken)
    {
        await _writing.WaitAsync(cancellationToken);
        try
        {
            var change = ProposedChange.Of(manifest, options, _resources, _time.GetUtcNow());
            if (options.DryRun || change.Outcome.Status is not (PutStatus.Created or PutStatus.Updated))
                return change.Outcome;
            await Persist(change.Before, change.Outcome.Resource!, cancellationToken);
            EnsureNamespace(change.Outcome.Resource!.Key.Namespace);
            var stored = Commit(change.Outcome.Resource.Key, current => change.Outcome.Resource with { Status = current?.Status }, statusOnly: false);
            return change.Outcome with { Resource = stored };
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>Removes a resource. A namespace takes with it what came through the API, and stays while it has something else.</summary>
    public async ValueTask<Resource?> Delete(ResourceKey key, CancellationToken cancellationToken)
    {
        await _writing.WaitAsync(cancellationToken);
        try
        {
            if (!_resources.TryGetValue(key, out var resource))
                return null;
            if (key is { Group: "", Kind: NamespaceKind.Name })
            {
                foreach (var content in _resources.Values.Where(other => other.Key.Namespace == key.Name && other.Origin is null))
                    await Remove(content, cancellationToken);
                if (_resources.Keys.Any(other => other.Namespace == key.Name))
                    return null;
            }

            await Remove(resource, cancellationToken);
            return resource;
        }
        finally
        {
            _writing.Release();
        }
    }

    public ValueTask SetStatus(ResourceKey key, JsonElement status, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Commit(
            key,
            current => current is null || (current.Status is { } known && JsonElement.DeepEquals(known, status))
                ? current
                : current with { Status = status.Clone() },
            statusOnly: true);
        return ValueTask.CompletedTask;
    }

    public async IAsyncEnumerable<CatalogChange> Watch(long afterVersion, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (true)
        {
            ImmutableArray<CatalogChange> changes;
            Task more;
            lock (_gate)
                (changes, more) = (_history.After(afterVersion), _history.More);
            foreach (var change in changes)
            {
                cancellationToken.ThrowIfCancellationRequested();
                yield return change;
                afterVersion = change.Version;
            }

            if (changes.IsEmpty)
                await more.WaitAsync(cancellationToken);
        }
    }

    public void Dispose() => _writing.Dispose();

    private async ValueTask Persist(Resource? before, Resource after, CancellationToken cancellationToken)
    {
        if (_store is null)
            return;
        if (after.Origin is null)
            await _store.Save(after, cancellationToken);
        else if (before is { Origin: null })
            await _store.Delete(after.Key, cancellationToken);
    }

    private async ValueTask Remove(Resource resource, CancellationToken cancellationToken)
    {
        if (_store is not null && resource.Origin is null)
            await _store.Delete(resource.Key, cancellationToken);
        Commit(resource.Key, _ => null, statusOnly: false);
    }

    private void EnsureNamespace(string name)
    {
        var key = new ResourceKey("", NamespaceKind.Name, "", name);
        if (name.Length > 0 && !_resources.ContainsKey(key))
            Commit(key, current => current ?? ProposedChange.NewNamespace(key, _time.GetUtcNow()), statusOnly: false);
    }

    /// <summary>Makes one change visible, unless it changes nothing.</summary>
    private Resource? Commit(ResourceKey key, Func<Resource?, Resource?> change, bool statusOnly)
    {
        lock (_gate)
        {
            var before = _resources.GetValueOrDefault(key);
            var after = change(before);
            if (ReferenceEquals(before, after))
                return after;
            var version = _history.Version + 1;
            after = after is null ? null : after with { Metadata = after.Metadata with { ResourceVersion = version } };
            _resources = after is null ? _resources.Remove(key) : _resources.SetItem(key, after);
            _snapshot = null;
            var kind = after is null ? ChangeKind.Deleted : before is null ? ChangeKind.Added : ChangeKind.Modified;
            _history.Append(new(kind, after ?? before!, version, statusOnly));
            return after;
        }
    }
}
