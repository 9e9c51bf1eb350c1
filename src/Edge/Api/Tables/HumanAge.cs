namespace Fabric.Edge.Api.Tables;

/// <summary>Ages as kubectl shows them: <c>45s</c>, <c>3m20s</c>, <c>5h</c>, <c>12d</c>.</summary>
internal static class HumanAge
{
    public static string Of(TimeSpan age)
    {
        var (days, hours, minutes, seconds) = ((long)age.TotalDays, (long)age.TotalHours, (long)age.TotalMinutes, (long)age.TotalSeconds);
        return age switch
        {
            { TotalSeconds: < -1 } => "<invalid>",
            { TotalSeconds: < 0 } => "0s",
            { TotalMinutes: < 2 } => $"{seconds}s",
            { TotalMinutes: < 10 } => Two(minutes, "m", seconds % 60, "s"),
            { TotalHours: < 3 } => $"{minutes}m",
            { TotalHours: < 8 } => Two(hours, "h", minutes % 60, "m"),
            { TotalHours: < 48 } => $"{hours}h",
            { TotalDays: < 8 } => Two(days, "d", hours % 24, "h"),
            { TotalDays: < 365 * 2 } => $"{days}d",
            { TotalDays: < 365 * 8 } => Two(days / 365, "y", days % 365, "d"),
            _ => $"{days / 365}y",
        };
    }

    private static string Two(long large, string largeUnit, long small, string smallUnit) =>
        small == 0 ? $"{large}{largeUnit}" : $"{large}{largeUnit}{small}{smallUnit}";
}
