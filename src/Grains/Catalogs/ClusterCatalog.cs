using System.Runtime.CompilerServices;
using System.Text.Json;
using Fabric.Resources;

namespace Fabric.Grains.Catalogs;

/// <summary>The cluster's catalog, seen from any silo.</summary>
public sealed class ClusterCatalog(IGrainFactory grains, TimeProvider time) : ICatalog
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private ICatalogGrain Grain => grains.GetGrain<ICatalogGrain>(ICatalogGrain.Key);

    public ValueTask<CatalogSnapshot> Snapshot(CancellationToken cancellationToken) => Ask(Grain.Snapshot(cancellationToken));

    public ValueTask<Resource?> Get(ResourceKey key, CancellationToken cancellationToken) => Ask(Grain.Get(key, cancellationToken));

    public ValueTask<PutOutcome> Put(JsonElement manifest, PutOptions options, CancellationToken cancellationToken) =>
        Ask(Grain.Put(manifest, options, cancellationToken));

    public ValueTask<Resource?> Delete(ResourceKey key, CancellationToken cancellationToken) => Ask(Grain.Delete(key, cancellationToken));

    public async ValueTask SetStatus(ResourceKey key, JsonElement status, CancellationToken cancellationToken) =>
        await Ask(Done(Grain.SetStatus(key, status, cancellationToken)));

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
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            await Task.Delay(Pause, time, cancellationToken);
            return null;
        }
    }

    // Whether its silo went or its database does not answer: the caller may try again.
    private static async ValueTask<T> Ask<T>(ValueTask<T> call)
    {
        try
        {
            return await call;
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            throw new IOException($"The cluster's catalog does not answer: {failure.Message}", failure);
        }
    }

    private static async ValueTask<bool> Done(ValueTask call)
    {
        await call;
        return true;
    }
}
