using System.Collections.Immutable;
using System.Text.Json;
using Fabric.Events;
using Fabric.Resources;

namespace Fabric.Filters;

/// <summary>
/// <c>exact</c>: each named attribute is there and its text equals the value given, by the letter (CloudEvents
/// Subscriptions API, section 3.2.4.1.1).
/// </summary>
public sealed class ExactFilter : Filter
{
    internal ExactFilter(ImmutableArray<AttributeValue> attributes) => Attributes = attributes;

    public ImmutableArray<AttributeValue> Attributes { get; }

    public override bool Matches(EventRecord record)
    {
        foreach (var attribute in Attributes)
        {
            if (!attribute.TryFind(record, out var value) || !value.SequenceEqual(attribute.Utf8))
                return false;
        }

        return true;
    }

    internal override ImmutableArray<AttributeValue> Keys => Attributes;

    public override void WriteTo(Utf8JsonWriter writer) => AttributeValue.Write(writer, "exact", Attributes);

    internal static Filter? Parse(JsonElement value, string path, List<Fault> faults, int depth) =>
        AttributeValueParser.Parse(value, path, faults) is { } attributes ? new ExactFilter(attributes) : null;
}
