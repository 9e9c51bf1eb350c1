using Fabric.Replays;

namespace Fabric.Triggers;

/// <summary>The life of a trigger's subscription (TriggerMesh's reasons of condition <c>StatusConfigMapReady</c>).</summary>
public enum SubscriptionPhase
{
    /// <summary>Not configured, or the broker is not there.</summary>
    Unknown,

    /// <summary>Subscribed; nothing processed yet.</summary>
    Ready,

    /// <summary>At least one event was processed.</summary>
    Running,

    /// <summary>The end of its bounds is reached.</summary>
    Completed,

    /// <summary>It cannot go on; <see cref="TriggerStatus.LastError"/> says why.</summary>
    Failed,
}

/// <summary>How a trigger is doing. Counters begin at 0 when the process starts.</summary>
public sealed record TriggerStatus
{
    public SubscriptionPhase Phase { get; init; }

    /// <summary>Events in the broker behind the cursor, matching or not.</summary>
    public long LagEvents { get; init; }

    /// <summary>The age of the oldest event not yet handled; null when there is none.</summary>
    public TimeSpan? LagAge { get; init; }

    public int InFlight { get; init; }

    public long Delivered { get; init; }

    public long Retried { get; init; }

    public long DeadLettered { get; init; }

    /// <summary>Dead letters kept in the trigger's own list now.</summary>
    public long DeadLettersKept { get; init; }

    public string? LastError { get; init; }

    public DateTimeOffset? LastErrorAt { get; init; }

    public DateTimeOffset? LastDeliveredAt { get; init; }

    /// <summary>True while the target fails as a whole and is probed.</summary>
    public bool TargetDown { get; init; }

    /// <summary>The replay under way, else the last one since the trigger started; null for none.</summary>
    public ReplayStatus? Replay { get; init; }
}
