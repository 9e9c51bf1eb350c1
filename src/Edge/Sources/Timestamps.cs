using System.Globalization;

namespace Fabric.Edge.Sources;

/// <summary>The <c>time</c> attribute of events that the fabric makes: RFC 3339, UTC, milliseconds.</summary>
internal static class Timestamps
{
    public static string Format(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
