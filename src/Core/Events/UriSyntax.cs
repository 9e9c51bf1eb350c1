using System.Buffers;
using System.Text;

namespace Fabric.Events;

/// <summary>
/// The grammar of RFC 3986, in UTF-8. Letters beyond ASCII are let through (RFC 3987): senders use them, and every
/// transport here can carry them.
/// </summary>
internal static class UriSyntax
{
    private const string Unreserved = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
    private const string PathCharacters = Unreserved + "!$&'()*+,;=:@/%";

    private static readonly SearchValues<byte> Scheme = Bytes("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+-.");
    private static readonly SearchValues<byte> Authority = Bytes(Unreserved + "!$&'()*+,;=:@%[]");
    private static readonly SearchValues<byte> Path = Bytes(PathCharacters);
    private static readonly SearchValues<byte> QueryOrFragment = Bytes(PathCharacters + "?");

    /// <summary>True for a URI or a relative reference, which is never empty here.</summary>
    public static bool IsReference(ReadOnlySpan<byte> text) => !text.IsEmpty && (IsAbsolute(text) || IsRelative(text));

    /// <summary>True for a URI with a scheme.</summary>
    public static bool IsAbsolute(ReadOnlySpan<byte> text)
    {
        var colon = text.IndexOf((byte)':');
        return colon > 0 && char.IsAsciiLetter((char)text[0]) && !text[..colon].ContainsAnyExcept(Scheme)
            && colon < text.Length - 1 && IsHierarchy(text[(colon + 1)..]);
    }

    private static bool IsRelative(ReadOnlySpan<byte> text)
    {
        var segmentEnd = text.IndexOfAny((byte)'/', (byte)'?', (byte)'#');
        var firstSegment = segmentEnd < 0 ? text : text[..segmentEnd];
        return !firstSegment.Contains((byte)':') && IsHierarchy(text);
    }

    private static bool IsHierarchy(ReadOnlySpan<byte> text)
    {
        if (!PercentsAreEncodings(text))
            return false;
        var hash = text.IndexOf((byte)'#');
        if (hash >= 0 && text[(hash + 1)..].ContainsAnyExcept(QueryOrFragment))
            return false;
        text = hash < 0 ? text : text[..hash];
        var question = text.IndexOf((byte)'?');
        if (question >= 0 && text[(question + 1)..].ContainsAnyExcept(QueryOrFragment))
            return false;
        text = question < 0 ? text : text[..question];
        if (!text.StartsWith("//"u8))
            return !text.ContainsAnyExcept(Path);
        var slash = text[2..].IndexOf((byte)'/');
        var authority = slash < 0 ? text[2..] : text.Slice(2, slash);
        return !authority.ContainsAnyExcept(Authority) && !text[(2 + authority.Length)..].ContainsAnyExcept(Path);
    }

    private static bool PercentsAreEncodings(ReadOnlySpan<byte> text)
    {
        for (var at = text.IndexOf((byte)'%'); at >= 0; at = text.IndexOf((byte)'%'))
        {
            if (text.Length < at + 3 || !char.IsAsciiHexDigit((char)text[at + 1]) || !char.IsAsciiHexDigit((char)text[at + 2]))
                return false;
            text = text[(at + 3)..];
        }

        return true;
    }

    private static SearchValues<byte> Bytes(string ascii) => SearchValues.Create(
        [.. Encoding.ASCII.GetBytes(ascii), .. Enumerable.Range(0x80, 0x80).Select(value => (byte)value)]);
}
