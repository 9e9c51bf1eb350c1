using Fabric.EventLog;

namespace Fabric.Brokers;

/// <summary>Where a new trigger begins to read.</summary>
public sealed record StartPosition
{
    /// <summary>Behind the newest event: only what is published from now on. The default.</summary>
    public static StartPosition Latest { get; } = new();

    /// <summary>At the oldest event kept.</summary>
    public static StartPosition Earliest { get; } = new() { FromEarliest = true };

    public bool FromEarliest { get; init; }

    /// <summary>At the first event appended at or after this time.</summary>
    public DateTimeOffset? Time { get; init; }

    /// <summary>At this offset.</summary>
    public Offset? Offset { get; init; }

    public static StartPosition At(DateTimeOffset time) => new() { Time = time };

    public static StartPosition At(Offset offset) => new() { Offset = offset };
}
