using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Fabric.Events;

/// <summary>
/// Attribute values as HTTP header values (CloudEvents HTTP binding 1.0.2, section 3.1.3.2): percent-encoded UTF-8
/// out, unquoted and percent-decoded exactly once in.
/// </summary>
public static class HeaderEncoding
{
    // U+0021 to U+007E without the double quote and the percent sign.
    private static readonly SearchValues<byte> Plain = SearchValues.Create(
        [.. Enumerable.Range(0x21, 0x5E).Select(value => (byte)value).Where(value => value is not ((byte)'"' or (byte)'%'))]);

    /// <summary>Encodes UTF-8 text; the result is printable ASCII without spaces.</summary>
    public static string Encode(ReadOnlySpan<byte> utf8)
    {
        var first = utf8.IndexOfAnyExcept(Plain);
        if (first < 0)
            return Encoding.ASCII.GetString(utf8);

        var header = new StringBuilder(utf8.Length + 16);
        foreach (var value in utf8)
        {
            if (Plain.Contains(value))
                header.Append((char)value);
            else
                header.Append($"%{value:X2}");
        }

        return header.ToString();
    }

    public static string Encode(string text) => Encode(Encoding.UTF8.GetBytes(text));

    /// <summary>The longest value that a header of this length can decode to, in bytes.</summary>
    public static int MaxDecodedLength(int headerLength) => checked(headerLength * 3);

    /// <summary>Decodes a header value into UTF-8.</summary>
    /// <param name="header">The value as it came; characters beyond ASCII are taken for what they are.</param>
    /// <param name="utf8">At least <see cref="MaxDecodedLength"/> bytes.</param>
    /// <param name="written">The length of the decoded value.</param>
    /// <param name="latin1">True where a character stands for one raw byte, as HttpClient reads response headers.</param>
    /// <returns>What is wrong with the value; null when it was decoded.</returns>
    public static string? Decode(ReadOnlySpan<char> header, Span<byte> utf8, out int written, bool latin1 = false)
    {
        written = 0;
        header = header.Trim(" \t");
        var quoted = header is ['"', ..];
        if (quoted && (header.Length < 2 || header[^1] != '"'))
            return "has no closing double quote";
        if (quoted)
            header = header[1..^1];

        while (!header.IsEmpty)
        {
            var unit = header[0];
            var used = 1;
            if (quoted && unit == '"')
                return "has a double quote inside its quotes";
            if (quoted && unit == '\\')
            {
                if (header.Length == 1)
                    return "has no closing double quote";
                header = header[1..];
                unit = header[0];
            }

            if (unit == '%')
            {
                if (header.Length < 3 || !char.IsAsciiHexDigit(header[1]) || !char.IsAsciiHexDigit(header[2]))
                    return "has a percent sign that two hexadecimal digits do not follow; write %25 for the sign itself";
                utf8[written++] = (byte)((HexDigit(header[1]) << 4) | HexDigit(header[2]));
                used = 3;
            }
            else if (unit < 0x80 || (latin1 && unit <= 0xFF))
            {
                utf8[written++] = (byte)unit;
            }
            else
            {
                if (Rune.DecodeFromUtf16(header, out var rune, out used) != OperationStatus.Done)
                    return "has an unpaired surrogate";
                written += rune.EncodeToUtf8(utf8[written..]);
            }

            header = header[used..];
        }

        return Utf8.IsValid(utf8[..written]) ? null : "does not decode to valid UTF-8";
    }

    /// <summary>Decodes a header value into text; null where it is malformed.</summary>
    public static string? Decode(string header)
    {
        var utf8 = new byte[MaxDecodedLength(header.Length)];
        return Decode(header, utf8, out var written) is null ? Encoding.UTF8.GetString(utf8, 0, written) : null;
    }

    private static int HexDigit(char digit) => digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10;
}
