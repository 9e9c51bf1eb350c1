namespace Fabric.EventLog;

/// <summary>Gives append times that never go back, whatever the wall clock does: seeking by time relies on their order.</summary>
internal sealed class AppendClock(TimeProvider time)
{
    public long Latest { get; private set; } = long.MinValue;

    public long Now => Microseconds(time.GetUtcNow());

    /// <summary>The time of the next append, in microseconds since 1970.</summary>
    public long Tick() => Latest = Math.Max(Latest, Now);

    /// <summary>Goes on behind a time that is in the log already.</summary>
    public void Restore(long latest) => Latest = Math.Max(Latest, latest);

    /// <summary>Whether a time lies further back than an age.</summary>
    public bool IsOlder(long microseconds, TimeSpan age) => Now - microseconds > age.Ticks / TimeSpan.TicksPerMicrosecond;

    /// <summary>Rounded down, as appends are stamped.</summary>
    public static long Microseconds(DateTimeOffset time)
    {
        var ticks = time.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks;
        return (ticks - (ticks < 0 ? TimeSpan.TicksPerMicrosecond - 1 : 0)) / TimeSpan.TicksPerMicrosecond;
    }
}
