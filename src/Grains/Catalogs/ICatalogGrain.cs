using System.Collections.Immutable;
using System.Text.Json;
using Fabric.Resources;

namespace Fabric.Grains.Catalogs;

/// <summary>The resources of the cluster; there is one, and its key is <see cref="Key"/>.</summary>
public interface ICatalogGrain : IGrainWithStringKey
{
    const string Key = "catalog";

    ValueTask<CatalogSnapshot> Snapshot(CancellationToken cancellationToken);

    ValueTask<Resource?> Get(ResourceKey key, CancellationToken cancellationToken);

    ValueTask<PutOutcome> Put(JsonElement manifest, PutOptions options, CancellationToken cancellationToken);

    ValueTask<Resource?> Delete(ResourceKey key, CancellationToken cancellationToken);

    ValueTask SetStatus(ResourceKey key, JsonElement status, CancellationToken cancellationToken);

    /// <summary>Waits for changes after a version, and answers none when it waited long enough.</summary>
    /// <param name="history">The history that the version belongs to; null at first.</param>
    /// <param name="afterVersion">The version that is known.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    ValueTask<CatalogChanges> Changes(Guid? history, long afterVersion, CancellationToken cancellationToken);
}

/// <summary>What has changed.</summary>
/// <param name="History">Another one after each move of the catalog: versions of different ones say nothing about each other.</param>
/// <param name="Changes">The changes in their order.</param>
/// <param name="Expired">True where the changes after that version are not known any more.</param>
[GenerateSerializer]
[Alias("fabric.CatalogChanges")]
[Immutable]
public sealed record CatalogChanges(
    [property: Id(0)] Guid History, [property: Id(1)] ImmutableArray<CatalogChange> Changes, [property: Id(2)] bool Expired = false);
