using System.Globalization;
using System.Text.RegularExpressions;
using Fabric.EventLog;
using Fabric.Resources.Validation;

namespace Fabric.Resources.Kinds;

/// <summary>Reads the positions of <c>bounds.byId</c>: offsets of the broker's log, or Redis ids, whose first part is a time.</summary>
internal static partial class BoundsText
{
    public static void Check(FieldReader byId, FaultList faults)
    {
        foreach (var field in new[] { byId["start"], byId["end"] })
        {
            if (field.Text is { } text && text is not ("$" or "0" or "0-0") && Offset(text) is null && Time(text) is null)
                faults.Add(field.Path, $"must be an offset such as 1200 or a Redis id such as 1526919030474-0, but is {Shown.Quote(text)}");
        }
    }

    /// <summary>The offset; null where the text is none.</summary>
    public static Offset? Offset(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? new Offset(value) : null;

    /// <summary>The time in a Redis id; null where the text is none.</summary>
    public static DateTimeOffset? Time(string text) =>
        RedisId().Match(text) is { Success: true } match
            && long.TryParse(match.Groups["ms"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds)
            && milliseconds <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()
            ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
            : null;

    [GeneratedRegex(@"^(?<ms>\d{1,15})-\d+\z")]
    private static partial Regex RedisId();
}
