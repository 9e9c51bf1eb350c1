using System.Collections.Immutable;
using Fabric.Filters;
using Fabric.Resources.Validation;

namespace Fabric.Resources.Kinds;

/// <summary>Reads a trigger's filter: <c>filters</c>, or without it Knative's older <c>filter.attributes</c>.</summary>
internal static class TriggerFilters
{
    public static (Filter? Filter, ImmutableArray<Fault> Faults) Parse(FieldReader spec)
    {
        var (filters, attributes) = (spec["filters"], spec["filter"]["attributes"]);
        var result = filters.Exists
            ? FilterParser.Parse(filters.Element, filters.Path)
            : FilterParser.ParseKnativeAttributes(attributes.Element, attributes.Path);
        return (result.Filter, result.Faults);
    }
}
