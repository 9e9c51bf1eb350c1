using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Fabric.Events;

namespace Fabric.Filters;

/// <summary>An attribute and the text to compare it with, ready in UTF-8.</summary>
public sealed class AttributeValue(string name, string value)
{
    private readonly byte[] _name = Encoding.UTF8.GetBytes(name);
    private readonly byte[] _value = Encoding.UTF8.GetBytes(value);

    public string Name { get; } = name;

    public string Value { get; } = value;

    internal byte[] Utf8 => _value;

    /// <summary>Finds the attribute's own value in an event; false where the event has no such attribute.</summary>
    internal bool TryFind(EventRecord record, out ReadOnlySpan<byte> value)
    {
        var found = record.TryGet(_name, out var attribute);
        value = attribute.Value;
        return found;
    }

    internal static void Write(Utf8JsonWriter writer, string dialect, ImmutableArray<AttributeValue> attributes)
    {
        writer.WriteStartObject();
        writer.WriteStartObject(dialect);
        foreach (var attribute in attributes)
            writer.WriteString(attribute.Name, attribute.Value);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }
}
