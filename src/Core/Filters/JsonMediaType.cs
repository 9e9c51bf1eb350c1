using System.Text;

namespace Fabric.Filters;

/// <summary>Tells whether a payload is JSON (CloudEvents JSON format, section 3.1).</summary>
internal static class JsonMediaType
{
    /// <summary>True for <c>*/json</c>, <c>*/*+json</c> and an absent content type.</summary>
    public static bool Is(ReadOnlySpan<byte> contentType)
    {
        var parameters = contentType.IndexOf((byte)';');
        var type = (parameters < 0 ? contentType : contentType[..parameters]).Trim((byte)' ');
        var subtype = type[(type.IndexOf((byte)'/') + 1)..];
        return contentType.IsEmpty
            || Ascii.EqualsIgnoreCase(subtype, "json"u8)
            || (subtype.Length > 5 && Ascii.EqualsIgnoreCase(subtype[^5..], "+json"u8));
    }

    /// <summary>The text behind a byte order mark, which some senders write and the reader refuses.</summary>
    public static ReadOnlySpan<byte> WithoutMark(ReadOnlySpan<byte> json) =>
        json.StartsWith("\uFEFF"u8) ? json["\uFEFF"u8.Length..] : json;
}
