using System.Buffers;
using System.Globalization;

namespace Fabric.Sources;

/// <summary>Reads durations as Go writes them: <c>90s</c>, <c>1h30m</c>, <c>1.5h</c>.</summary>
internal static class GoDuration
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(36500);
    private static readonly SearchValues<char> Number = SearchValues.Create("0123456789.");

    /// <summary>False for what is no such duration, is not above zero or is longer than a hundred years.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out TimeSpan duration)
    {
        duration = TimeSpan.Zero;
        while (!text.IsEmpty)
        {
            var digits = text.IndexOfAnyExcept(Number);
            if (digits <= 0)
                return false;
            var letters = text[digits..].IndexOfAny(Number);
            var unit = letters < 0 ? text[digits..] : text.Slice(digits, letters);
            if (TicksOf(unit) is not { } ticks || !TryNumber(text[..digits], out var number))
                return false;
            duration += TimeSpan.FromTicks((long)(number * ticks));
            if (duration > Longest)
                return false;
            text = text[(digits + unit.Length)..];
        }

        return duration > TimeSpan.Zero;
    }

    private static bool TryNumber(ReadOnlySpan<char> text, out decimal number) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number)
        && number < 10_000_000;

    private static long? TicksOf(ReadOnlySpan<char> unit) => unit switch
    {
        "h" => TimeSpan.TicksPerHour,
        "m" => TimeSpan.TicksPerMinute,
        "s" => TimeSpan.TicksPerSecond,
        "ms" => TimeSpan.TicksPerMillisecond,
        _ => null,
    };
}
