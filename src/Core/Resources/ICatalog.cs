using System.Collections.Immutable;
using System.Text.Json;

namespace Fabric.Resources;

/// <summary>The resources that users declared, and their statuses.</summary>
public interface ICatalog
{
    /// <summary>Every resource, and the version they have together.</summary>
    ValueTask<CatalogSnapshot> Snapshot(CancellationToken cancellationToken);

    ValueTask<Resource?> Get(ResourceKey key, CancellationToken cancellationToken);

    /// <summary>Validates a manifest and creates or replaces the resource it declares.</summary>
    /// <param name="manifest">A whole manifest; a status in it is ignored.</param>
    /// <param name="options">Conditions and origin.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    ValueTask<PutOutcome> Put(JsonElement manifest, PutOptions options, CancellationToken cancellationToken);

    /// <summary>Removes a resource; answers what was removed, null where there was nothing.</summary>
    ValueTask<Resource?> Delete(ResourceKey key, CancellationToken cancellationToken);

    /// <summary>Replaces a resource's status where it differs. Does nothing when the resource is gone.</summary>
    ValueTask SetStatus(ResourceKey key, JsonElement status, CancellationToken cancellationToken);

    /// <summary>All changes after a version, as they happen.</summary>
    /// <exception cref="CatalogExpiredException">The version is too old to go on from: take a snapshot.</exception>
    IAsyncEnumerable<CatalogChange> Watch(long afterVersion, CancellationToken cancellationToken);
}

/// <summary>All resources at one moment.</summary>
public sealed record CatalogSnapshot(long Version, ImmutableArray<Resource> Resources);

/// <summary>How to put.</summary>
/// <param name="Origin">The declaring file; null for the API.</param>
/// <param name="ExpectedVersion">Refuse with a conflict unless the resource has this version; 0 expects that it does not exist; null does not ask.</param>
/// <param name="DryRun">True validates and answers, and changes nothing.</param>
public sealed record PutOptions(string? Origin = null, long? ExpectedVersion = null, bool DryRun = false);

public enum PutStatus
{
    Created,
    Updated,
    Unchanged,

    /// <summary>The resource has another version than expected, or belongs to another origin.</summary>
    Conflict,

    /// <summary>The manifest cannot be stored at all: see the faults.</summary>
    Invalid,
}

/// <summary>What became of a put.</summary>
/// <param name="Status">Whether it is stored.</param>
/// <param name="Resource">The resource as stored now; null when invalid.</param>
/// <param name="Faults">Everything wrong. An invalid field of a known kind is stored and makes the resource not ready.</param>
/// <param name="Warnings">What was accepted and has no effect, such as unknown fields.</param>
public sealed record PutOutcome(
    PutStatus Status, Resource? Resource, ImmutableArray<Fault> Faults, ImmutableArray<Fault> Warnings);

public enum ChangeKind
{
    Added,
    Modified,
    Deleted,
}

/// <summary>One change of the catalog.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="Resource">The resource after it; before it, when deleted.</param>
/// <param name="Version">The catalog's version after it.</param>
/// <param name="StatusOnly">True where nothing but the status changed.</param>
public sealed record CatalogChange(ChangeKind Kind, Resource Resource, long Version, bool StatusOnly);

/// <summary>A watch asked for changes that are no longer kept.</summary>
public sealed class CatalogExpiredException(long version)
    : Exception($"The changes after version {version} are no longer kept; list again and watch from there.");
