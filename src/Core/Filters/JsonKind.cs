using System.Text.Json;

namespace Fabric.Filters;

/// <summary>Says in messages what a JSON value is.</summary>
internal static class JsonKind
{
    public static string Of(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.String => $"the string \"{element.GetString()}\"",
        JsonValueKind.Number => $"the number {element.GetRawText()}",
        JsonValueKind.True => "the boolean true",
        JsonValueKind.False => "the boolean false",
        _ => "null",
    };
}
