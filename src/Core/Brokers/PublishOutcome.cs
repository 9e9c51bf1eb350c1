using System.Collections.Immutable;

namespace Fabric.Brokers;

public enum PublishStatus
{
    /// <summary>Every event is kept as durably as the broker promises, or was a duplicate of one that is.</summary>
    Accepted,

    /// <summary>The broker's bound is reached or its disk is full: try again after <see cref="PublishOutcome.RetryAfter"/>.</summary>
    Full,

    /// <summary>There is no such broker.</summary>
    NotFound,

    /// <summary>The broker is stopping or its storage is broken: try again later.</summary>
    Unavailable,

    /// <summary>An event passed too many brokers: a loop. Nothing of the batch was stored.</summary>
    TooManyHops,
}

/// <summary>What became of a publish; a batch is stored whole or not at all.</summary>
/// <param name="Status">Whether the events are kept.</param>
/// <param name="Stored">How many were appended.</param>
/// <param name="Duplicates">How many were acknowledged without being stored again.</param>
/// <param name="Reason">Why not, for a person.</param>
/// <param name="RetryAfter">When to try again, where that is known.</param>
public sealed record PublishOutcome(
    PublishStatus Status, int Stored = 0, int Duplicates = 0, string? Reason = null, TimeSpan? RetryAfter = null)
{
    /// <summary>A loop of this many brokers is cut. (Knative's <c>knativebrokerttl</c> default.)</summary>
    public const int MaxHops = 255;

    /// <summary>Which events of the batch were duplicates, 0-based.</summary>
    public ImmutableArray<int> DuplicateIndexes { get; init; } = [];
}
