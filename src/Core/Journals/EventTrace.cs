using System.Collections.Immutable;
using Fabric.EventLog;

namespace Fabric.Journals;

/// <summary>Asks a trigger what became of an event.</summary>
/// <param name="Partition">The partition that has it.</param>
/// <param name="Log">The log that the offset belongs to.</param>
/// <param name="Offset">Where it stands.</param>
/// <param name="Id">Its id, by which redriven dead letters are found.</param>
/// <param name="Source">Its source.</param>
public sealed record TraceRequest(int Partition, Guid Log, Offset Offset, string Id, string Source);

/// <summary>How far a trigger is with an event.</summary>
public enum EventProgress
{
    /// <summary>The trigger does not run, or reads another log.</summary>
    Unknown = 0,

    /// <summary>Published before the trigger began to read.</summary>
    BeforeStart = 1,

    /// <summary>The trigger did not read so far yet.</summary>
    NotRead = 2,

    /// <summary>Read, and waiting for its turn.</summary>
    Waiting = 3,

    /// <summary>An attempt is under way.</summary>
    InFlight = 4,

    /// <summary>An attempt failed; the next one is due at <see cref="EventTrace.NextAt"/>.</summary>
    Retrying = 5,

    /// <summary>Delivered, a dead letter, or passed over by the filter that the trigger had.</summary>
    Handled = 6,
}

/// <summary>What a trigger knows about an event.</summary>
public sealed record EventTrace(EventProgress Progress)
{
    /// <summary>The attempts that are still known, oldest first.</summary>
    public ImmutableArray<AttemptNote> Attempts { get; init; } = [];

    /// <summary>Every attempt that began from this time on is known; of older ones, some.</summary>
    public DateTimeOffset KeptSince { get; init; }

    /// <summary>When the next attempt is due.</summary>
    public DateTimeOffset? NextAt { get; init; }

    /// <summary>Why nothing is delivered at the moment, for a person; null where nothing stands in the way.</summary>
    public string? Held { get; init; }
}
