namespace Fabric.Sources;

/// <summary>
/// <c>@every</c>: multiples of an interval since 1970-01-01 UTC, so that a restart does not move them.
/// </summary>
internal sealed class CronInterval(TimeSpan interval) : ICronTimes
{
    public DateTimeOffset? Next(DateTimeOffset after)
    {
        var elapsed = after.UtcTicks - DateTimeOffset.UnixEpoch.Ticks;
        var behind = elapsed % interval.Ticks;
        var next = after.UtcTicks - behind + (behind < 0 ? 0 : interval.Ticks);
        return next <= DateTimeOffset.MaxValue.Ticks ? new DateTimeOffset(next, TimeSpan.Zero) : null;
    }
}
