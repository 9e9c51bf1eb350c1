using Fabric.Brokers;
using Fabric.EventLog;

namespace Fabric.Replays;

/// <summary>Asks a trigger to deliver once more what its broker still holds, as far as the trigger has read.</summary>
public sealed record ReplayRequest
{
    /// <summary>Where to begin, in each partition. Default: at the oldest event kept.</summary>
    public StartPosition From { get; init; } = StartPosition.Earliest;

    /// <summary>Events appended at or after this time are left out; null for no such end.</summary>
    public DateTimeOffset? EndTime { get; init; }

    /// <summary>Events at or behind this offset are left out, in each partition; null for no such end.</summary>
    public Offset? EndOffset { get; init; }
}

public enum ReplayAnswer
{
    /// <summary>It runs.</summary>
    Started = 0,

    /// <summary>Not begun: another one is under way.</summary>
    Busy = 1,

    /// <summary>Not begun: there is nothing to deliver again.</summary>
    Nothing = 2,

    /// <summary>Not begun: the trigger does not run, or its broker does not answer.</summary>
    NotReady = 3,
}

/// <summary>The answer to a <see cref="ReplayRequest"/>.</summary>
/// <param name="Answer">Whether it was begun.</param>
/// <param name="Events">How many events are looked through, matching or not.</param>
/// <param name="Reason">Why it was not begun, for a person.</param>
public sealed record ReplayOutcome(ReplayAnswer Answer, long Events = 0, string? Reason = null);
