using Fabric.Resources.Validation;

namespace Fabric.Sources;

/// <summary>Parses cron expressions.</summary>
internal static class CronParser
{
    private static readonly TimeSpan LongestInterval = TimeSpan.FromDays(36500);

    public static CronSchedule? Parse(string expression, TimeZoneInfo zone, out string? problem)
    {
        var words = expression.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        if (words is [var first, ..] && ZoneOf(first) is { } name)
        {
            words = words[1..];
            if (!TimeZoneInfo.TryFindSystemTimeZoneById(name, out var named))
            {
                problem = $"'{name}' is no time zone; give a name such as Europe/Berlin";
                return null;
            }

            zone = named;
        }

        var times = ParseTimes(words, zone, out problem);
        return times is null ? null : new CronSchedule(expression, zone, times);
    }

    private static string? ZoneOf(string word)
    {
        var equals = word.IndexOf('=', StringComparison.Ordinal);
        return equals > 0 && word[..equals] is "CRON_TZ" or "TZ" ? word[(equals + 1)..] : null;
    }

    private static ICronTimes? ParseTimes(string[] words, TimeZoneInfo zone, out string? problem)
    {
        if (words is [var every, ..] && every.Equals("@every", StringComparison.OrdinalIgnoreCase))
            return ParseInterval(words, out problem);
        if (words is [['@', ..] macro])
            words = FieldsOf(macro)?.Split(' ') ?? words;
        if (words is [['@', ..], ..])
        {
            problem = $"'{string.Join(' ', words)}' is none of @yearly, @monthly, @weekly, @daily, @hourly, @every 10s";
            return null;
        }

        if (words.Length is 5 or 6)
            return ParseFields(words.Length == 5 ? ["0", .. words] : words, zone, out problem);
        problem = $"has {words.Length} fields; five are expected (minute, hour, day of month, month, day of week), "
            + "or six with seconds first";
        return null;
    }

    private static string? FieldsOf(string macro) => macro.ToLowerInvariant() switch
    {
        "@yearly" or "@annually" => "0 0 1 1 *",
        "@monthly" => "0 0 1 * *",
        "@weekly" => "0 0 * * 0",
        "@daily" or "@midnight" => "0 0 * * *",
        "@hourly" => "0 * * * *",
        _ => null,
    };

    private static CronInterval? ParseInterval(string[] words, out string? problem)
    {
        problem = null;
        if (words.Length == 2 && DurationText.TryParse(words[1], out var interval)
            && interval >= TimeSpan.FromSeconds(1) && interval <= LongestInterval && interval.Ticks % TimeSpan.TicksPerSecond == 0)
        {
            return new CronInterval(interval);
        }

        problem = $"'{string.Join(' ', words)}' has no interval of whole seconds; write @every 90s or @every 1h30m";
        return null;
    }

    private static CronTimes? ParseFields(string[] words, TimeZoneInfo zone, out string? problem)
    {
        CronFieldKind[] kinds =
        [
            CronFieldKind.Second, CronFieldKind.Minute, CronFieldKind.Hour,
            CronFieldKind.DayOfMonth, CronFieldKind.Month, CronFieldKind.DayOfWeek,
        ];
        var fields = new CronField[kinds.Length];
        problem = null;
        for (var i = 0; i < kinds.Length; i++)
        {
            if (CronField.Parse(words[i], kinds[i], out var fault) is { } field)
                fields[i] = field;
            else
                problem = problem is null ? fault : $"{problem}; {fault}";
        }

        if (problem is not null)
            return null;
        var calendar = new CronCalendar(fields[0], fields[1], fields[2], fields[3], fields[4], fields[5]);
        if (calendar.From(new DateTime(2000, 1, 1)) is null)
            problem = $"never happens: no month of '{words[4]}' has a day {words[3]}";
        return problem is null ? new CronTimes(calendar, zone) : null;
    }
}
