namespace Fabric.Sources;

/// <summary>The six fields, matched against wall clocks that know no time zone.</summary>
internal sealed class CronCalendar(
    CronField seconds, CronField minutes, CronField hours, CronField days, CronField months, CronField weekdays)
{
    /// <summary>29 February on a weekday is at most forty years away.</summary>
    private const int YearsAhead = 41;

    /// <summary>True where every hour is allowed.</summary>
    public bool IsHourly { get; } = hours.Bits == (1UL << 24) - 1;

    /// <summary>The first moment that fits, from one on; null where there is none.</summary>
    public DateTime? From(DateTime wall)
    {
        var day = DateOnly.FromDateTime(wall);
        if (Allows(day) && TimeFrom(wall.TimeOfDay) is { } time)
            return day.ToDateTime(TimeOnly.MinValue) + time;
        var lastYear = Math.Min(9998, wall.Year + YearsAhead);
        for (day = day.AddDays(1); day.Year <= lastYear; day = Following(day))
        {
            if (Allows(day))
                return day.ToDateTime(TimeOnly.MinValue) + TimeFrom(TimeSpan.Zero);
        }

        return null;
    }

    private DateOnly Following(DateOnly day) => months.Allows(day.Month)
        ? day.AddDays(1)
        : new DateOnly(day.Year, day.Month, 1).AddMonths(1);

    private bool Allows(DateOnly day)
    {
        var byDay = days.Allows(day.Day);
        var byWeekday = weekdays.Allows((int)day.DayOfWeek);
        return months.Allows(day.Month) && (days.IsOpen || weekdays.IsOpen ? byDay && byWeekday : byDay || byWeekday);
    }

    /// <summary>The first time of day that fits, from one on.</summary>
    private TimeSpan? TimeFrom(TimeSpan time)
    {
        var (hour, minute, second) = (time.Hours, time.Minutes, time.Seconds);
        if (time.Ticks % TimeSpan.TicksPerSecond != 0)
            second++;
        if (!hours.Allows(hour))
            return Hour(hour + 1);
        if (!minutes.Allows(minute))
            return Minute(hour, minute + 1);
        return seconds.From(second) is >= 0 and var found ? new TimeSpan(hour, minute, found) : Minute(hour, minute + 1);
    }

    private TimeSpan? Hour(int from) => hours.From(from) is >= 0 and var hour
        ? new TimeSpan(hour, minutes.From(0), seconds.From(0))
        : null;

    private TimeSpan? Minute(int hour, int from) => minutes.From(from) is >= 0 and var minute
        ? new TimeSpan(hour, minute, seconds.From(0))
        : Hour(hour + 1);
}
