using System.Collections.Immutable;
using System.Text.Json;
using Fabric.Resources;

namespace Fabric.Filters;

/// <summary>Reads filters as manifests declare them, and says everything that is wrong with them.</summary>
public static class FilterParser
{
    /// <summary>How deeply <c>all</c>, <c>any</c> and <c>not</c> may be nested.</summary>
    public const int MaxDepth = 32;

    /// <summary>Parses a trigger's filters (CloudEvents Subscriptions API, section 3.2.4).</summary>
    /// <param name="filters">A list of filter objects, all of which must pass; or one object. Null and an empty list
    /// are no filter.</param>
    /// <param name="path">The field that holds them, as <c>spec.filters</c>.</param>
    public static FilterParseResult Parse(JsonElement filters, string path)
    {
        var faults = new List<Fault>();
        Filter? filter = null;
        switch (filters.ValueKind)
        {
            case JsonValueKind.Undefined or JsonValueKind.Null:
                break;
            case JsonValueKind.Array:
                filter = AllOf(FilterDialects.ParseList(filters, path, faults, depth: 1));
                break;
            default:
                filter = FilterDialects.ParseObject(filters, path, faults, depth: 1);
                break;
        }

        return Result(filter, faults);
    }

    /// <summary>
    /// Parses the map of Knative's older <c>filter.attributes</c>: each attribute must be there with that value; an
    /// empty value stands for any.
    /// </summary>
    /// <param name="attributes">An object of attribute names and values; null and an empty one are no filter.</param>
    /// <param name="path">The field that holds them, as <c>spec.filter.attributes</c>.</param>
    public static FilterParseResult ParseKnativeAttributes(JsonElement attributes, string path)
    {
        var faults = new List<Fault>();
        var filters = ImmutableArray<Filter>.Empty;
        if (attributes.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null))
            filters = KnativeAttributes.Parse(attributes, path, faults);
        return Result(AllOf(filters), faults);
    }

    private static Filter? AllOf(ImmutableArray<Filter> filters) => filters.Length switch
    {
        0 => null,
        1 => filters[0],
        _ => new AllFilter(filters),
    };

    private static FilterParseResult Result(Filter? filter, List<Fault> faults) =>
        faults.Count == 0 ? new(filter, []) : new(null, [.. faults]);
}
