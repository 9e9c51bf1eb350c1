namespace Fabric.Replays;

public enum ReplayPhase
{
    Running = 0,

    /// <summary>Everything was delivered again, or is a dead letter.</summary>
    Completed = 1,

    /// <summary>It was stopped before its end.</summary>
    Stopped = 2,
}

/// <summary>How far a replay is. Of one that has ended it is known until the trigger restarts.</summary>
/// <param name="Phase">Whether it goes on.</param>
/// <param name="StartedAt">When it was asked for.</param>
/// <param name="EndedAt">When it ended.</param>
/// <param name="Events">Events to look through, matching or not.</param>
/// <param name="Left">Those of them that are not read, or not delivered yet.</param>
/// <param name="Delivered">Events delivered again.</param>
/// <param name="DeadLettered">Events that became dead letters, again or for the first time.</param>
public sealed record ReplayStatus(
    ReplayPhase Phase, DateTimeOffset StartedAt, DateTimeOffset? EndedAt, long Events, long Left, long Delivered, long DeadLettered);
