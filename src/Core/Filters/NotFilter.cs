using System.Collections.Immutable;
using System.Text.Json;
using Fabric.Events;
using Fabric.Resources;

namespace Fabric.Filters;

/// <summary>
/// <c>not</c>: the nested filter does not pass (CloudEvents Subscriptions API, section 3.2.4.1.1). With a list, as
/// TriggerMesh's documentation writes it, none of the nested filters may pass.
/// </summary>
public sealed class NotFilter : Filter
{
    internal NotFilter(ImmutableArray<Filter> filters) => Filters = filters;

    /// <summary>The nested filters; at least one.</summary>
    public ImmutableArray<Filter> Filters { get; }

    public override bool Matches(EventRecord record)
    {
        foreach (var filter in Filters)
        {
            if (filter.Matches(record))
                return false;
        }

        return true;
    }

    public override void WriteTo(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WritePropertyName("not");
        if (Filters.Length > 1)
            writer.WriteStartArray();
        foreach (var filter in Filters)
            filter.WriteTo(writer);
        if (Filters.Length > 1)
            writer.WriteEndArray();
        writer.WriteEndObject();
    }

    internal static Filter? Parse(JsonElement value, string path, List<Fault> faults, int depth)
    {
        if (value.ValueKind != JsonValueKind.Array)
        {
            return FilterDialects.ParseObject(value, path, faults, depth + 1) is { } filter
                ? new NotFilter([filter])
                : null;
        }

        return FilterDialects.ParseFullList(value, path, faults, depth) is { } filters ? new NotFilter(filters) : null;
    }
}
