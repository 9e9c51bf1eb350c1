using System.Globalization;
using System.Text.RegularExpressions;

namespace Fabric.Resources.Validation;

/// <summary>Reads RFC 3339 times.</summary>
internal static partial class TimestampText
{
    /// <summary>What to write instead, for a message.</summary>
    public const string Remedy = "write RFC 3339 such as 2026-01-31T08:00:00Z";

    /// <summary>The time in UTC; digits beyond 100 ns are cut. Null where it is none.</summary>
    public static DateTimeOffset? Read(string text)
    {
        var match = Form().Match(text);
        return match.Success
            && DateTimeOffset.TryParse(
                $"{match.Groups["head"].Value}{match.Groups["fraction"].Value}{match.Groups["zone"].Value}",
                CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out var time)
            ? time
            : null;
    }

    [GeneratedRegex(@"^(?<head>\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d)(?<fraction>\.\d{1,7})?\d*(?<zone>[Zz]|[+-]\d\d:\d\d)\z")]
    private static partial Regex Form();
}
