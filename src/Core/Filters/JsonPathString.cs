using System.Globalization;
using System.Text;

namespace Fabric.Filters;

/// <summary>Reads a name in quotes (RFC 9535, section 2.3.1).</summary>
internal static class JsonPathString
{
    /// <summary>The name, the position behind it; null where it is not well-formed, the position left as it was.</summary>
    public static string? Parse(string text, ref int position)
    {
        var quote = text[position];
        var name = new StringBuilder();
        for (var i = position + 1; i < text.Length; i++)
        {
            if (text[i] == quote)
            {
                position = i + 1;
                return name.ToString();
            }

            if (text[i] != '\\')
                name.Append(text[i]);
            else if (Unescape(text, ref i, quote) is { } character)
                name.Append(character);
            else
                return null;
        }

        return null;
    }

    private static char? Unescape(string text, ref int index, char quote)
    {
        if (++index >= text.Length)
            return null;
        switch (text[index])
        {
            case '\\' or '/':
                return text[index];
            case 'b':
                return '\b';
            case 'f':
                return '\f';
            case 'n':
                return '\n';
            case 'r':
                return '\r';
            case 't':
                return '\t';
            case 'u' when index + 4 < text.Length && ushort.TryParse(
                text.AsSpan(index + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code):
                index += 4;
                return (char)code;
            default:
                return text[index] == quote ? quote : null;
        }
    }
}
