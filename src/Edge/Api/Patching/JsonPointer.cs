using System.Globalization;
using System.Text.Json.Nodes;

namespace Fabric.Edge.Api.Patching;

/// <summary>A place in a JSON document (RFC 6901).</summary>
internal sealed class JsonPointer
{
    private readonly string[] _tokens;

    private JsonPointer(string[] tokens) => _tokens = tokens;

    public bool IsRoot => _tokens.Length == 0;

    /// <summary>Null where the text is no pointer.</summary>
    public static JsonPointer? Parse(string? text) => text switch
    {
        null => null,
        "" => new JsonPointer([]),
        ['/', ..] => new JsonPointer([.. text[1..].Split('/').Select(Unescape)]),
        _ => null,
    };

    public bool TryGet(JsonNode root, out JsonNode? value)
    {
        value = root;
        foreach (var token in _tokens)
        {
            if (value is JsonObject fields && fields.TryGetPropertyValue(token, out var inner))
                value = inner;
            else if (value is JsonArray items && Index(token) is { } index && index < items.Count)
                value = items[index];
            else
                return false;
        }

        return true;
    }

    public bool Add(JsonNode root, JsonNode? value)
    {
        switch (Parent(root))
        {
            case JsonObject fields:
                fields[_tokens[^1]] = value;
                return true;
            case JsonArray items when _tokens[^1] == "-":
                items.Add(value);
                return true;
            case JsonArray items when Index(_tokens[^1]) is { } index && index <= items.Count:
                items.Insert(index, value);
                return true;
            default:
                return false;
        }
    }

    public bool Replace(JsonNode root, JsonNode? value)
    {
        if (!TryGet(root, out _))
            return false;
        switch (Parent(root))
        {
            case JsonObject fields:
                fields[_tokens[^1]] = value;
                return true;
            case JsonArray items:
                items[Index(_tokens[^1])!.Value] = value;
                return true;
            default:
                return false;
        }
    }

    public bool Remove(JsonNode root)
    {
        switch (Parent(root))
        {
            case JsonObject fields:
                return fields.Remove(_tokens[^1]);
            case JsonArray items when Index(_tokens[^1]) is { } index && index < items.Count:
                items.RemoveAt(index);
                return true;
            default:
                return false;
        }
    }

    /// <summary>True where the other place lies within this one.</summary>
    public bool Contains(JsonPointer other) => other._tokens.AsSpan().StartsWith(_tokens);

    private JsonNode? Parent(JsonNode root) =>
        _tokens.Length > 0 && new JsonPointer(_tokens[..^1]).TryGet(root, out var parent) ? parent : null;

    private static int? Index(string token) =>
        (token == "0" || token is [not '0', ..]) && int.TryParse(token, NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            ? index
            : null;

    private static string Unescape(string token) =>
        token.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
}
