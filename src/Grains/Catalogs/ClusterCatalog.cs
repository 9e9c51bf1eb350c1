using System.Runtime.CompilerServices;
using System.Text.Json;
using Fabric.Resources;

namespace Fabric.Grains.Catalogs;

/// <summary>The cluster's catalog, seen from any silo.</summary>
public sealed class ClusterCatalog(IGrainFactory grains, TimeProvider time) : ICatalog
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private ICatalogGrain Grain => grains.GetGrain<ICatalogGrain>(ICatalogGrain.Key);

    public ValueTask<CatalogSnapshot> Snapshot(CancellationToken cancellationToken) => Grain.Snapshot(cancellationToken);

    public ValueTask<Resource?> Get(ResourceKey key, CancellationToken cancellationToken) => Grain.Get(key, cancellationToken);

    public ValueTask<PutOutcome> Put(JsonElement manifest, PutOptions options, CancellationToken cancellationToken) =>
        Grain.Put(manifest, options, cancellationToken);

    public ValueTask<Resource?> Delete(ResourceKey key, CancellationToken cancellationToken) => Grain.Delete(key, cancellationToken);

    public ValueTask SetStatus(ResourceKey key, JsonElement status, CancellationToken cancellationToken) =>
        Grain.SetStatus(key, status, cancellationToken);

    public async IAsyncEnumerable<CatalogChange> Watch(long afterVersion, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Guid? history = null;
        while (true)
        {
            var answer = await Changes(history, afterVersion, cancellationToken);
            if (answer is null)
                continue;
            if (answer.Expired)
                throw new CatalogExpiredException(afterVersion);
            history = answer.History;
            foreach (var change in answer.Changes)
            {
                yield return change;
                afterVersion = change.Version;
            }
        }
    }

    // The silo that holds the catalog may be going: it comes up elsewhere, and then says whether its history is another one.
    private async ValueTask<CatalogChanges?> Changes(Guid? history, long afterVersion, CancellationToken cancellationToken)
    {
        try
        {
            return await Grain.Changes(history, afterVersion, cancellationToken);
        }
        catch (Exception failure) when (failure is OrleansException or TimeoutException or IOException)
        {
            await Task.Delay(Pause, time, cancellationToken);
            return null;
        }
    }
}
