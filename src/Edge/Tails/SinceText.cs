using System.Globalization;
using Fabric.Resources.Validation;

namespace Fabric.Edge.Tails;

/// <summary>Reads since when: a duration before now, or a time.</summary>
internal static class SinceText
{
    public const string Remedy = "give how long ago, as 10m, or a time, as 2026-01-31T12:00:00Z";

    /// <summary>Null for what is neither.</summary>
    public static DateTimeOffset? Parse(string text, DateTimeOffset now)
    {
        if (DurationText.TryParse(text, out var ago))
            return ago < now - DateTimeOffset.MinValue ? now - ago : DateTimeOffset.MinValue;
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : null;
    }
}
