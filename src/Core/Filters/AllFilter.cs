using System.Collections.Immutable;
using System.Text.Json;
using Fabric.Events;
using Fabric.Resources;

namespace Fabric.Filters;

/// <summary><c>all</c>: every nested filter passes (CloudEvents Subscriptions API, section 3.2.4.1.1).</summary>
public sealed class AllFilter : Filter
{
    internal AllFilter(ImmutableArray<Filter> filters)
    {
        Filters = filters;
        Keys = [.. filters.SelectMany(filter => filter.Keys)];
    }

    /// <summary>The nested filters; at least one.</summary>
    public ImmutableArray<Filter> Filters { get; }

    public override bool Matches(EventRecord record)
    {
        foreach (var filter in Filters)
        {
            if (!filter.Matches(record))
                return false;
        }

        return true;
    }

    internal override ImmutableArray<AttributeValue> Keys { get; }

    public override void WriteTo(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteStartArray("all");
        foreach (var filter in Filters)
            filter.WriteTo(writer);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    internal static Filter? Parse(JsonElement value, string path, List<Fault> faults, int depth) =>
        FilterDialects.ParseFullList(value, path, faults, depth) is { } filters ? new AllFilter(filters) : null;
}
