using System.Buffers;
using System.Text;

namespace Fabric.Events;

/// <summary>Media types with parameters (RFC 2046, RFC 9110 section 8.3.1), in UTF-8.</summary>
public static class MediaType
{
    private static readonly SearchValues<byte> Token = SearchValues.Create(
        "!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"u8);

    public static bool IsValid(ReadOnlySpan<byte> text)
    {
        var essence = Essence(text);
        var slash = essence.IndexOf((byte)'/');
        if (slash < 0 || !IsToken(essence[..slash]) || !IsToken(essence[(slash + 1)..]))
            return false;
        var parameters = text[(text.IndexOf(essence) + essence.Length)..];
        var valid = true;
        while (valid && !parameters.IsEmpty)
            parameters = TakeParameter(parameters, out _, out _, out valid);
        return valid;
    }

    /// <summary>True where the data is JSON: <c>*/json</c> or <c>*/*+json</c> (CloudEvents JSON format, section 3.1.1).</summary>
    public static bool IsJson(ReadOnlySpan<byte> text)
    {
        var essence = Essence(text);
        return EndsWith(essence, "/json"u8) || EndsWith(essence, "+json"u8);
    }

    /// <summary>True where the data is meant to be read as UTF-8 text.</summary>
    public static bool IsText(ReadOnlySpan<byte> text)
    {
        var essence = Essence(text);
        var textual = (essence.Length > 5 && Ascii.EqualsIgnoreCase(essence[..5], "text/"u8))
            || EndsWith(essence, "/xml"u8) || EndsWith(essence, "+xml"u8) || EndsWith(essence, "yaml"u8)
            || EndsWith(essence, "javascript"u8) || EndsWith(essence, "/x-www-form-urlencoded"u8)
            || EndsWith(essence, "/x-ndjson"u8) || EndsWith(essence, "/graphql"u8);
        var charset = Parameter(text, "charset"u8);
        return textual && (charset.IsEmpty || Ascii.EqualsIgnoreCase(charset, "utf-8"u8)
            || Ascii.EqualsIgnoreCase(charset, "utf8"u8) || Ascii.EqualsIgnoreCase(charset, "us-ascii"u8));
    }

    /// <summary>The type and subtype, without parameters and white space.</summary>
    public static ReadOnlySpan<byte> Essence(ReadOnlySpan<byte> text)
    {
        var semicolon = text.IndexOf((byte)';');
        return (semicolon < 0 ? text : text[..semicolon]).Trim(" \t"u8);
    }

    /// <summary>The value of a parameter without its quotes; empty where there is none.</summary>
    public static ReadOnlySpan<byte> Parameter(ReadOnlySpan<byte> text, ReadOnlySpan<byte> name)
    {
        var semicolon = text.IndexOf((byte)';');
        var rest = semicolon < 0 ? default : text[semicolon..];
        while (!rest.IsEmpty)
        {
            rest = TakeParameter(rest, out var candidate, out var value, out _);
            if (Ascii.EqualsIgnoreCase(candidate, name))
                return value.Trim((byte)'"');
        }

        return default;
    }

    // Takes "; name=value" off the front and answers with the rest. A semicolon without a parameter is allowed.
    private static ReadOnlySpan<byte> TakeParameter(
        ReadOnlySpan<byte> text, out ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value, out bool valid)
    {
        name = value = default;
        text = text.Trim(" \t"u8);
        valid = text.IsEmpty || text[0] == ';';
        if (text.IsEmpty || !valid)
            return default;

        text = text[1..].TrimStart(" \t"u8);
        if (text.IsEmpty || text[0] == ';')
            return text;
        var equals = text.IndexOf((byte)'=');
        valid = equals > 0 && IsToken(text[..equals]);
        if (!valid)
            return default;
        name = text[..equals];
        text = text[(equals + 1)..];
        var length = text is [(byte)'"', ..] ? QuotedLength(text) : text.IndexOfAnyExcept(Token);
        value = length < 0 ? text : text[..length];
        valid = !value.IsEmpty;
        return valid ? text[value.Length..] : default;
    }

    // 0, which is no value, where the closing quote is missing.
    private static int QuotedLength(ReadOnlySpan<byte> text)
    {
        for (var index = 1; index < text.Length; index++)
        {
            if (text[index] == '"')
                return index + 1;
            if (text[index] == '\\')
                index++;
        }

        return 0;
    }

    private static bool IsToken(ReadOnlySpan<byte> text) => !text.IsEmpty && !text.ContainsAnyExcept(Token);

    private static bool EndsWith(ReadOnlySpan<byte> text, ReadOnlySpan<byte> end) =>
        text.Length > end.Length && Ascii.EqualsIgnoreCase(text[^end.Length..], end);
}
