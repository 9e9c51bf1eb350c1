using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fabric.Filters;

namespace Fabric.Transformations;

/// <summary>Values as text, and text as what it is compared with.</summary>
internal static class Scalar
{
    /// <summary>A string as it is, all else as JSON.</summary>
    public static string Text(JsonNode? node) =>
        node?.GetValueKind() == JsonValueKind.String ? node.GetValue<string>() : Encoding.UTF8.GetString(JsonTree.Write(node));

    /// <summary>True for a string, number or boolean that the text stands for: <c>42</c> is both a number and a string.</summary>
    public static bool Equals(JsonNode? node, string text) => node?.GetValueKind() switch
    {
        JsonValueKind.String => node.GetValue<string>() == text,
        JsonValueKind.True => text == "true",
        JsonValueKind.False => text == "false",
        JsonValueKind.Number => Encoding.UTF8.GetBytes(text) is var digits && IsNumber(digits) && JsonNumbers.Equal(JsonTree.Write(node), digits),
        _ => false,
    };

    private static bool IsNumber(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty || !(char.IsAsciiDigit((char)text[0]) || text[0] == '-') || !char.IsAsciiDigit((char)text[^1]))
            return false;
        try
        {
            var reader = new Utf8JsonReader(text);
            return reader.Read() && reader.TokenType == JsonTokenType.Number && reader.BytesConsumed == text.Length;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
