using System.Globalization;
using System.Text.RegularExpressions;

namespace Fabric.Resources.Validation;

/// <summary>Reads durations as Go writes them (<c>1m30s</c>) and as ISO 8601 does (<c>PT1M30S</c>).</summary>
public static partial class DurationText
{
    /// <summary>What to write instead, for a message.</summary>
    public const string Remedy = "write a Go duration such as 30s or 1m30s, or an ISO 8601 one such as PT30S";

    private static readonly (string Unit, double Ticks)[] GoUnits =
    [
        ("ns", 0.01), ("us", TimeSpan.TicksPerMicrosecond), ("µs", TimeSpan.TicksPerMicrosecond),
        ("μs", TimeSpan.TicksPerMicrosecond), ("ms", TimeSpan.TicksPerMillisecond), ("s", TimeSpan.TicksPerSecond),
        ("m", TimeSpan.TicksPerMinute), ("h", TimeSpan.TicksPerHour),
    ];

    /// <summary>Reads a duration of zero or more. Years and months of ISO 8601 are refused, as they have no length.</summary>
    public static bool TryParse(string text, out TimeSpan duration)
    {
        var ticks = text == "0" ? 0 : Iso().Match(text) is { Success: true } iso ? FromIso(iso) : FromGo(Go().Match(text));
        var valid = ticks is >= 0 and < long.MaxValue / 2;
        duration = valid ? TimeSpan.FromTicks((long)Math.Round(ticks!.Value)) : default;
        return valid;
    }

    private static double? FromGo(Match match)
    {
        if (!match.Success)
            return null;
        var units = match.Groups["unit"].Captures;
        return match.Groups["number"].Captures
            .Select((number, index) => Number(number) * Array.Find(GoUnits, unit => unit.Unit == units[index].Value).Ticks)
            .Sum();
    }

    private static double? FromIso(Match match) =>
        match.Groups["number"].Captures.Count == 0
            ? null
            : Part(match, "w", TimeSpan.TicksPerDay * 7) + Part(match, "d", TimeSpan.TicksPerDay)
                + Part(match, "h", TimeSpan.TicksPerHour) + Part(match, "m", TimeSpan.TicksPerMinute)
                + Part(match, "s", TimeSpan.TicksPerSecond);

    private static double Part(Match match, string name, long ticks) =>
        match.Groups[name] is { Success: true } part ? ticks * Number(part) : 0;

    private static double Number(Capture capture) =>
        double.Parse(capture.Value.Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(?:(?<number>\d+\.?\d*|\.\d+)(?<unit>ns|us|µs|μs|ms|s|m|h))+\z")]
    private static partial Regex Go();

    [GeneratedRegex(@"^P(?:(?<w>(?<number>\d+(?:[.,]\d+)?))W)?(?:(?<d>(?<number>\d+(?:[.,]\d+)?))D)?(?:T(?=\d)(?:(?<h>(?<number>\d+(?:[.,]\d+)?))H)?(?:(?<m>(?<number>\d+(?:[.,]\d+)?))M)?(?:(?<s>(?<number>\d+(?:[.,]\d+)?))S)?)?\z")]
    private static partial Regex Iso();
}
