using System.Collections.Immutable;
using System.Text.Json;
using Fabric.Filters.Cesql;
using Fabric.Resources;

namespace Fabric.Filters;

/// <summary>Reads Knative's <c>filter.attributes</c>, where an empty value asks only that the attribute is there.</summary>
internal static class KnativeAttributes
{
    public static ImmutableArray<Filter> Parse(JsonElement attributes, string path, List<Fault> faults)
    {
        if (attributes.ValueKind != JsonValueKind.Object)
        {
            faults.Add(new(path, $"is {JsonKind.Of(attributes)}; expected an object of attribute names and values"));
            return [];
        }

        var filters = ImmutableArray.CreateBuilder<Filter>();
        foreach (var property in attributes.EnumerateObject())
        {
            var field = $"{path}.{property.Name}";
            if (AttributeValueParser.NameProblem(property.Name) is { } problem)
                faults.Add(new(field, problem));
            else if (property.Value.ValueKind != JsonValueKind.String)
                faults.Add(new(field, $"is {JsonKind.Of(property.Value)}; expected a string: quote the value"));
            else
                filters.Add(Test(AttributeValueParser.Current(property.Name), property.Value.GetString()!));
        }

        return filters.ToImmutable();
    }

    private static Filter Test(string name, string value) =>
        value.Length == 0
        ? new CesqlFilter(CesqlExpression.Parse($"EXISTS {name}").Expression!)
        : new ExactFilter([new AttributeValue(name, value)]);
}
