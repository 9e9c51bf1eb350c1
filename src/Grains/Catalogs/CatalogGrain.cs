using System.Collections.Immutable;
using System.Text.Json;
using Fabric.Grains.Hosting;
using Fabric.Resources;
using Orleans.Concurrency;

namespace Fabric.Grains.Catalogs;

/// <summary>Hosts the cluster's <see cref="Catalog"/>, which orders its writes itself.</summary>
[KeepAlive]
[Reentrant]
internal sealed class CatalogGrain(ClusterStorage storage, TimeProvider time, LocalActivations activations)
    : Grain, ICatalogGrain, ILocalActivation, IDisposable
{
    private const int MostAtOnce = 500;
    private static readonly TimeSpan LongPoll = TimeSpan.FromSeconds(30);

    private readonly Guid _history = Guid.NewGuid();
    private readonly CancellationTokenSource _leaving = new();
    private CancellationTokenSource _waits = new();
    private Catalog _catalog = null!;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _catalog = storage.Catalog is { } store
            ? await Catalog.Open(time, store, cancellationToken)
            : new Catalog(time);
        activations.Add(this);
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        activations.Remove(this);
        _catalog.Dispose();
        return Task.CompletedTask;
    }

    public ValueTask<CatalogSnapshot> Snapshot(CancellationToken cancellationToken) => _catalog.Snapshot(cancellationToken);

    public ValueTask<Resource?> Get(ResourceKey key, CancellationToken cancellationToken) => _catalog.Get(key, cancellationToken);

    public ValueTask<PutOutcome> Put(JsonElement manifest, PutOptions options, CancellationToken cancellationToken) =>
        _catalog.Put(manifest, options, cancellationToken);

    public ValueTask<Resource?> Delete(ResourceKey key, CancellationToken cancellationToken) => _catalog.Delete(key, cancellationToken);

    public ValueTask SetStatus(ResourceKey key, JsonElement status, CancellationToken cancellationToken) =>
        _catalog.SetStatus(key, status, cancellationToken);

    public async ValueTask<CatalogChanges> Changes(Guid? history, long afterVersion, CancellationToken cancellationToken)
    {
        if (history is { } known && known != _history)
            return new CatalogChanges(_history, [], Expired: true);
        using var patience = new CancellationTokenSource(activations.Patience(LongPoll), time);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, _leaving.Token, _waits.Token, cancellationToken);
        var changes = ImmutableArray.CreateBuilder<CatalogChange>();
        try
        {
            await foreach (var change in _catalog.Watch(afterVersion, end.Token))
            {
                changes.Add(change);
                // What else is known already is taken along; what is not yet is not waited for.
                if (changes.Count == MostAtOnce || change.Version == (await _catalog.Snapshot(end.Token)).Version)
                    break;
            }
        }
        catch (CatalogExpiredException)
        {
            return new CatalogChanges(_history, [], Expired: true);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
        }

        return new CatalogChanges(_history, changes.ToImmutable());
    }

    public void EndWaits()
    {
        using var ended = _waits;
        _waits = new CancellationTokenSource();
        ended.Cancel();
    }

    public void LetGo() => _leaving.Cancel();

    public void Dispose()
    {
        _leaving.Dispose();
        _waits.Dispose();
    }
}
