using System.Diagnostics.CodeAnalysis;

namespace Fabric.Sources;

/// <summary>
/// A cron expression with its time zone. Five fields (minute, hour, day of month, month, day of week) or six with seconds
/// first; lists, ranges, steps and English names; <c>?</c> reads as <c>*</c>, and 7 as Sunday. Where neither day field
/// begins with <c>*</c>, a day that fits one of them is enough. Also <c>@yearly</c>, <c>@monthly</c>, <c>@weekly</c>,
/// <c>@daily</c>, <c>@hourly</c>, <c>@every 90s</c>, and a leading <c>CRON_TZ=Europe/Berlin</c>.
/// </summary>
public sealed class CronSchedule : IEquatable<CronSchedule>
{
    private readonly ICronTimes _times;

    internal CronSchedule(string expression, TimeZoneInfo zone, ICronTimes times)
    {
        Expression = expression;
        Zone = zone;
        _times = times;
    }

    /// <summary>The expression as it was written.</summary>
    public string Expression { get; }

    /// <summary>The time zone, that of the expression's own prefix where it has one.</summary>
    public TimeZoneInfo Zone { get; }

    /// <summary>Parses an expression.</summary>
    /// <param name="expression">The expression.</param>
    /// <param name="zone">The time zone of its times, unless it names another.</param>
    /// <param name="schedule">The schedule; null where there is a problem.</param>
    /// <param name="problem">What is wrong, with which part, for a person to read; null where nothing is.</param>
    public static bool TryParse(
        string expression,
        TimeZoneInfo zone,
        [NotNullWhen(true)] out CronSchedule? schedule,
        [NotNullWhen(false)] out string? problem)
    {
        schedule = CronParser.Parse(expression, zone, out var found);
        problem = schedule is null ? found ?? "is no cron expression" : null;
        return schedule is not null;
    }

    /// <summary>
    /// The first time after another, in the schedule's zone; null where there is none any more. Where clocks are put
    /// forward, what they skip happens once, right after; where they are put back, what they repeat happens the first time
    /// only. A schedule of every hour knows neither: it goes on in step.
    /// </summary>
    public DateTimeOffset? Next(DateTimeOffset after)
    {
        var next = _times.Next(after.ToUniversalTime());
        return next is { } found ? TimeZoneInfo.ConvertTime(found, Zone) : null;
    }

    public bool Equals(CronSchedule? other) =>
        other is not null && Expression == other.Expression && Zone.Id == other.Zone.Id;

    public override bool Equals(object? obj) => Equals(obj as CronSchedule);

    public override int GetHashCode() => HashCode.Combine(Expression, Zone.Id);

    public override string ToString() => Expression;
}
