namespace Fabric.EventLog;

/// <summary>How much a log keeps. Events that no trigger needs any more go first, oldest first.</summary>
public sealed record LogLimits
{
    /// <summary>Most events kept; null for no bound.</summary>
    public long? MaxEvents { get; init; }

    /// <summary>Most bytes of event records kept; null for no bound.</summary>
    public long? MaxBytes { get; init; }

    /// <summary>Released events older than this are removed; null keeps them. Events still needed stay, however old.</summary>
    public TimeSpan? MaxAge { get; init; }

    /// <summary>What happens at <see cref="MaxEvents"/> or <see cref="MaxBytes"/> when the oldest event is still needed.</summary>
    public Overflow Overflow { get; init; } = Overflow.Reject;

    /// <summary>10,000 events, 128 MiB: a memory broker's default.</summary>
    public static LogLimits MemoryDefault { get; } = new() { MaxEvents = 10_000, MaxBytes = 128 << 20 };

    /// <summary>1 GiB, 7 days: a file broker's default.</summary>
    public static LogLimits FileDefault { get; } = new() { MaxBytes = 1L << 30, MaxAge = TimeSpan.FromDays(7) };
}
