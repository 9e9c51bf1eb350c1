using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Fabric.Events;

namespace Fabric.Transformations;

/// <summary>What a transformation made of an event.</summary>
public sealed record TransformationOutcome
{
    /// <summary>The one event; null where the event cannot be transformed.</summary>
    public EventBatch? Event { get; init; }

    /// <summary>Why the event cannot be transformed, for a person: it never will be. Null where it was.</summary>
    public string? Refusal { get; init; }

    /// <summary>The HTTP status of the refusal: 413, 415 or 422; 200 where there is none.</summary>
    public int Code { get; init; } = 200;

    /// <summary>Operations that had no effect on this event though they should have, and why.</summary>
    public ImmutableArray<string> Skipped { get; init; } = [];

    [MemberNotNullWhen(true, nameof(Event))]
    public bool Succeeded => Event is not null;
}
