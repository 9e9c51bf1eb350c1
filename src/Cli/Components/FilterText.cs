using System.Text.Json.Nodes;

namespace Fabric.Cli.Components;

/// <summary>A trigger's filters in words, as tmctl shows them: <c>type is buzzword.*</c>.</summary>
internal static class FilterText
{
    public static string Of(JsonObject trigger)
    {
        var filters = trigger["spec"]?["filters"] as JsonArray;
        var parts = filters is { Count: > 0 }
            ? filters.Select(Part)
            : (trigger["spec"].Object("filter", "attributes") ?? []).Select(each => $"{each.Key} is {each.Value}");
        var text = string.Join(", ", parts);
        return text.Length == 0 ? "*" : text;
    }

    private static string Part(JsonNode? filter) =>
        string.Join(", ", (filter as JsonObject ?? []).Select(dialect => Dialect(dialect.Key, dialect.Value)));

    private static string Dialect(string name, JsonNode? value) => (name, value) switch
    {
        ("exact", JsonObject attributes) => Attributes(attributes, "is {0}"),
        ("prefix", JsonObject attributes) => Attributes(attributes, "is {0}*"),
        ("suffix", JsonObject attributes) => Attributes(attributes, "is *{0}"),
        ("not", JsonArray list) => Negated(string.Join(", ", list.Select(Part))),
        ("not", _) => Negated(Part(value)),
        ("any", JsonArray list) => string.Join(" or ", list.Select(Part)),
        ("all", JsonArray list) => string.Join(", ", list.Select(Part)),
        (_, JsonValue text) => text.ToString(),
        _ => $"{name} {value?.ToJsonString()}",
    };

    private static string Attributes(JsonObject attributes, string words) =>
        string.Join(", ", attributes.Select(each => $"{each.Key} {string.Format(System.Globalization.CultureInfo.InvariantCulture, words, each.Value)}"));

    private static string Negated(string part) =>
        part.Contains(" is ", StringComparison.Ordinal) ? part.Replace(" is ", " is not ", StringComparison.Ordinal) : $"not {part}";
}
