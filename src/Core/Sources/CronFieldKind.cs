using System.Collections.Immutable;

namespace Fabric.Sources;

/// <summary>One of the six fields of a cron expression.</summary>
/// <param name="Name">What messages call it.</param>
/// <param name="Minimum">The least value.</param>
/// <param name="Maximum">The greatest value.</param>
/// <param name="Names">Names that may stand for values, from the least on.</param>
internal sealed record CronFieldKind(string Name, int Minimum, int Maximum, ImmutableArray<string> Names)
{
    public static CronFieldKind Second { get; } = new("second", 0, 59, []);

    public static CronFieldKind Minute { get; } = new("minute", 0, 59, []);

    public static CronFieldKind Hour { get; } = new("hour", 0, 23, []);

    public static CronFieldKind DayOfMonth { get; } = new("day of month", 1, 31, []);

    public static CronFieldKind Month { get; } = new(
        "month", 1, 12, ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"]);

    public static CronFieldKind DayOfWeek { get; } = new(
        "day of week", 0, 7, ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"]);

    /// <summary>Reads <c>*</c>, a value, or two with a dash between.</summary>
    /// <param name="text">The text.</param>
    /// <param name="openEnd">True where a step follows: then a single value goes on to the maximum.</param>
    /// <param name="problem">What is wrong.</param>
    public (int First, int Last)? Range(string text, bool openEnd, out string? problem)
    {
        problem = null;
        if (text is "*" or "?")
            return (Minimum, this == DayOfWeek ? 6 : Maximum);
        var ends = text.Split('-');
        if (ends.Length > 2 || Value(ends[0]) is not { } first || Value(ends[^1]) is not { } last)
        {
            problem = $"'{text}' is none of {Allowed()}, and no range of them";
            return null;
        }

        // FRI-SUN: a range that ends with a Sunday means the 7.
        if (this == DayOfWeek && ends.Length == 2 && last == 0 && first > 0)
            last = 7;
        if (first > last)
        {
            problem = $"the range '{text}' ends before it begins";
            return null;
        }

        return (first, openEnd && ends.Length == 1 ? Maximum : last);
    }

    private int? Value(string text)
    {
        if (CronField.TryNumber(text, out var number))
            return number >= Minimum && number <= Maximum ? number : null;
        var index = Names.IndexOf(text.ToUpperInvariant());
        return index < 0 ? null : index + Minimum;
    }

    private string Allowed() => Names.IsEmpty ? $"{Minimum}-{Maximum}" : $"{Minimum}-{Maximum} and {Names[0]}-{Names[^1]}";
}
