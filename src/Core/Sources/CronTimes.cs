namespace Fabric.Sources;

/// <summary>A <see cref="CronCalendar"/> on the clocks of a time zone.</summary>
internal sealed class CronTimes(CronCalendar calendar, TimeZoneInfo zone) : ICronTimes
{
    /// <summary>Clocks change by less than this, and less often.</summary>
    private static readonly TimeSpan Window = TimeSpan.FromHours(30);

    public DateTimeOffset? Next(DateTimeOffset after)
    {
        // A schedule starts on whole seconds: the next one is the earliest that can be after.
        var start = new DateTimeOffset(after.UtcTicks - (after.UtcTicks % TimeSpan.TicksPerSecond), TimeSpan.Zero);
        if (start > DateTimeOffset.MaxValue - (Window * 2) || start < DateTimeOffset.MinValue + (Window * 2))
            return null;
        return calendar.IsHourly ? NextElapsed(start.AddSeconds(1)) : NextOnClock(start);
    }

    /// <summary>Times of day: skipped ones happen right after the gap, repeated ones once.</summary>
    private DateTimeOffset? NextOnClock(DateTimeOffset after)
    {
        var wall = Wall(after);
        while (calendar.From(wall.AddSeconds(1)) is { } next)
        {
            var moment = Earliest(next) ?? First(next - Window, next + Window, at => Wall(at) > next);
            if (moment > after)
                return moment;
            wall = next;
        }

        return null;
    }

    /// <summary>Steps of hours and less: they follow the time that passes, whatever the clocks do.</summary>
    private DateTimeOffset? NextElapsed(DateTimeOffset from)
    {
        while (true)
        {
            var offset = zone.GetUtcOffset(from);
            if (calendar.From(Wall(from)) is not { } next)
                return null;
            var moment = new DateTimeOffset(next, offset).ToUniversalTime();
            if (moment - from > Window)
                from = moment - Window;
            else if (zone.GetUtcOffset(moment) == offset)
                return moment;
            else
                from = First(from.UtcDateTime, moment.UtcDateTime, at => zone.GetUtcOffset(at) != offset);
        }
    }

    private DateTime Wall(DateTimeOffset moment) => moment.UtcDateTime + zone.GetUtcOffset(moment);

    /// <summary>When clocks first show a time; null for one that they skip.</summary>
    private DateTimeOffset? Earliest(DateTime wall)
    {
        // Not TimeZoneInfo.IsInvalidTime, which knows of daylight saving only and not of zones that move for good.
        var utc = new DateTimeOffset(wall, TimeSpan.Zero);
        var before = zone.GetUtcOffset(utc - Window);
        var after = zone.GetUtcOffset(utc + Window);
        var early = utc - (before > after ? before : after);
        var late = utc - (before > after ? after : before);
        if (Wall(early) == wall)
            return early;
        return Wall(late) == wall ? late : null;
    }

    /// <summary>The first second in a span of UTC for which something holds that holds at its end.</summary>
    private static DateTimeOffset First(DateTime low, DateTime high, Func<DateTimeOffset, bool> holds)
    {
        var begin = new DateTimeOffset(DateTime.SpecifyKind(low, DateTimeKind.Utc));
        var (below, above) = (0L, (long)(high - low).TotalSeconds);
        while (below < above)
        {
            var middle = (below + above) / 2;
            (below, above) = holds(begin.AddSeconds(middle)) ? (below, middle) : (middle + 1, above);
        }

        return begin.AddSeconds(above);
    }
}
