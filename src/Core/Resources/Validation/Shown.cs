using System.Text.Json;

namespace Fabric.Resources.Validation;

/// <summary>Shows a value of a manifest in a message, without being flooded by it.</summary>
internal static class Shown
{
    private const int Longest = 80;

    /// <summary>The value in quotes, shortened.</summary>
    public static string Quote(string text)
    {
        var clean = new string([.. text.Take(Longest).Select(letter => char.IsControl(letter) ? ' ' : letter)]);
        return text.Length > Longest ? $"\"{clean}…\"" : $"\"{clean}\"";
    }

    /// <summary>The value with its type, as <c>the number 5</c>.</summary>
    public static string Describe(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => $"the string {Quote(element.GetString()!)}",
        JsonValueKind.Number => $"the number {element.GetRawText()}",
        JsonValueKind.True => "the boolean true",
        JsonValueKind.False => "the boolean false",
        JsonValueKind.Array => "a list",
        JsonValueKind.Object => "an object",
        _ => "null",
    };
}
