using System.Buffers;
using System.Text;

namespace Fabric.Events;

/// <summary>
/// What attribute names and values may look like (CloudEvents 1.0.2, sections "Naming Conventions", "Type System",
/// "Required Attributes" and "Optional Attributes"). Each rule answers with what is wrong, or null.
/// </summary>
public static class AttributeRules
{
    /// <summary>The record's own bound: a name's length is one byte.</summary>
    public const int LongestName = 255;

    private static readonly SearchValues<byte> NameBytes = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789"u8);

    /// <summary>Checks a lower-case attribute name.</summary>
    public static string? CheckName(ReadOnlySpan<byte> name)
    {
        if (name.IsEmpty)
            return "is an empty attribute name";
        if (name.Length > LongestName)
            return $"is an attribute name of {name.Length} characters; {LongestName} are allowed";
        if (name.ContainsAnyExcept(NameBytes))
            return "is not an attribute name: only the letters a to z and digits are allowed";
        return name.SequenceEqual("data"u8) ? "is reserved and cannot be an attribute name" : null;
    }

    /// <summary>Checks the value of any attribute: valid UTF-8 without control characters and noncharacters.</summary>
    public static string? CheckText(ReadOnlySpan<byte> value)
    {
        var start = value.IndexOfAnyExceptInRange((byte)0x20, (byte)0x7E);
        for (var rest = start < 0 ? default : value[start..]; !rest.IsEmpty;)
        {
            if (Rune.DecodeFromUtf8(rest, out var rune, out var used) != OperationStatus.Done)
                return "is not valid UTF-8";
            if (rune.Value is < 0x20 or (>= 0x7F and <= 0x9F))
                return $"has the control character U+{rune.Value:X4}";
            if ((rune.Value & 0xFFFE) == 0xFFFE || rune.Value is >= 0xFDD0 and <= 0xFDEF)
                return $"has the Unicode noncharacter U+{rune.Value:X4}";
            rest = rest[used..];
        }

        return null;
    }

    /// <summary>Checks the value of an attribute against what its name demands, <see cref="CheckText"/> included.</summary>
    /// <param name="code">Which attribute; an extension may have any text.</param>
    /// <param name="value">The value in UTF-8.</param>
    /// <param name="version03">True for an event of CloudEvents 0.3, whose schema may be relative.</param>
    public static string? CheckValue(AttributeCode code, ReadOnlySpan<byte> value, bool version03 = false)
    {
        if (CheckText(value) is { } problem)
            return problem;
        return code switch
        {
            AttributeCode.Time => Timestamp.IsValid(value) ? null : "is not an RFC 3339 timestamp",
            AttributeCode.Source => UriSyntax.IsReference(value) ? null : "is not a URI reference (RFC 3986)",
            AttributeCode.DataSchema when version03 => UriSyntax.IsReference(value) ? null : "is not a URI reference (RFC 3986)",
            AttributeCode.DataSchema => UriSyntax.IsAbsolute(value) ? null : "is not an absolute URI (RFC 3986)",
            AttributeCode.DataContentType => MediaType.IsValid(value) ? null : "is not a media type (RFC 2046)",
            _ => null,
        };
    }

    /// <summary>True for a value of white space only, which no well-known attribute may have.</summary>
    public static bool IsBlank(ReadOnlySpan<byte> value) => !value.ContainsAnyExcept((byte)' ', (byte)'\t');
}
