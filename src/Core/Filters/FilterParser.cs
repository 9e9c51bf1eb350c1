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
        return Collect(path, faults => filters.ValueKind switch
        {
            JsonValueKind.Undefined or JsonValueKind.Null => null,
            JsonValueKind.Array => AllOf(FilterDialects.ParseList(filters, path, faults, depth: 1)),
            _ => FilterDialects.ParseObject(filters, path, faults, depth: 1),
        });
    }

    /// <summary>
    /// Parses the map of Knative's older <c>filter.attributes</c>: each attribute must be there with that value; an
    /// empty value stands for any.
    /// </summary>
    /// <param name="attributes">An object of attribute names and values; null and an empty one are no filter.</param>
    /// <param name="path">The field that holds them, as <c>spec.filter.attributes</c>.</param>
    public static FilterParseResult ParseKnativeAttributes(JsonElement attributes, string path)
    {
        return Collect(path, faults => attributes.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null
            ? null
            : AllOf(KnativeAttributes.Parse(attributes, path, faults)));
    }

    private static Filter? AllOf(ImmutableArray<Filter> filters) => filters.Length switch
    {
        0 => null,
        1 => filters[0],
        _ => new AllFilter(filters),
    };

    private static FilterParseResult Collect(string path, Func<List<Fault>, Filter?> parse)
    {
        var faults = new List<Fault>();
        try
        {
            var filter = parse(faults);
            return faults.Count == 0 ? new(filter, []) : new(null, [.. faults]);
        }
        catch (InvalidOperationException)
        {
            // JsonElement has no other way of saying that a string holds half a surrogate pair.
            return new(null, [.. faults, new(path, "holds text that is not valid Unicode; remove the lone surrogate")]);
        }
    }
}
