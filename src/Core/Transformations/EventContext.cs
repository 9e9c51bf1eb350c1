using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fabric.Events;

namespace Fabric.Transformations;

/// <summary>The attributes of an event as JSON, which operations change, and an event of what they made of it.</summary>
internal static class EventContext
{
    /// <summary>The attributes by their names, extensions in an object of their own.</summary>
    public static JsonObject Read(EventRecord record)
    {
        var context = new JsonObject();
        var extensions = new JsonObject();
        foreach (var attribute in record.Attributes)
        {
            if (attribute.Code == AttributeCode.Extension)
                extensions[Encoding.UTF8.GetString(attribute.Name)] = Value(attribute);
            else if (!attribute.IsHidden)
                context[Encoding.UTF8.GetString(AttributeNames.NameOf(attribute.Code))] = attribute.Text;
        }

        context[ContextKeys.Extensions] = extensions;
        return context;
    }

    /// <summary>Begins an event with these attributes; faults gather in the assembler.</summary>
    public static void Write(JsonNode? context, EventRecord origin, EventAssembler target)
    {
        target.Begin(origin.SpecVersion);
        var fields = context as JsonObject ?? [];
        foreach (var name in ContextKeys.All)
        {
            if (fields[name] is { } value && TextOf(name, value, target) is { Length: > 0 } text)
                target.Attribute(Encoding.UTF8.GetBytes(name), Encoding.UTF8.GetBytes(text));
        }

        foreach (var (name, value) in fields[ContextKeys.Extensions] as JsonObject ?? [])
        {
            if (value is not null && TextOf(name, value, target) is { } text)
                target.Attribute(Encoding.UTF8.GetBytes(name), Encoding.UTF8.GetBytes(text), KindOf(value, text));
        }
    }

    private static JsonValue Value(EventAttribute attribute) => attribute.Kind switch
    {
        AttributeKind.Boolean => JsonValue.Create(attribute.Value.SequenceEqual("true"u8)),
        AttributeKind.Integer when int.TryParse(attribute.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) =>
            JsonValue.Create(number),
        _ => JsonValue.Create(attribute.Text),
    };

    private static AttributeKind KindOf(JsonNode value, string text) => value.GetValueKind() switch
    {
        JsonValueKind.True or JsonValueKind.False => AttributeKind.Boolean,
        JsonValueKind.Number when int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _) => AttributeKind.Integer,
        _ => AttributeKind.String,
    };

    private static string? TextOf(string name, JsonNode value, EventAssembler target)
    {
        if (value is JsonValue)
            return Scalar.Text(value);
        target.Refuse(name, $"is {(value is JsonObject ? "an object" : "a list")}; an attribute holds text, an integer or a boolean");
        return null;
    }
}
