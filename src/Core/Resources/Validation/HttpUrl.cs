using System.Diagnostics.CodeAnalysis;

namespace Fabric.Resources.Validation;

/// <summary>Reads absolute http and https addresses, and says what is wrong with one.</summary>
internal static class HttpUrl
{
    /// <summary>What to write instead, for a message.</summary>
    public const string Remedy = "write an address such as https://example.com/path";

    public static bool TryParse(string text, [NotNullWhen(false)] out string? reason)
    {
        reason = Read(text).Reason;
        return reason is null;
    }

    /// <summary>The address; null where it is none.</summary>
    public static Uri? Parse(string text) => Read(text).Uri;

    private static (Uri? Uri, string? Reason) Read(string text)
    {
        if (text.Any(letter => char.IsWhiteSpace(letter) || letter is '<' or '>'))
            return (null, "is not an http or https address");
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
            return (null, "is not an http or https address");
        // https://https://host parses as the host "https" with an empty port.
        if (uri.Host is "http" or "https" && uri.AbsolutePath.StartsWith("//", StringComparison.Ordinal))
            return (null, "has its scheme twice");
        return uri.Host.Length == 0 ? (null, "has no host") : (uri, null);
    }
}
