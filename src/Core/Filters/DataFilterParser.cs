using System.Text.Json;
using Fabric.Resources;

namespace Fabric.Filters;

/// <summary>Reads what stands behind <c>data</c>.</summary>
internal static class DataFilterParser
{
    private static readonly string[] Fields = ["path", "exact", "prefix", "suffix", "exists"];

    public static DataFilter? Parse(JsonElement data, string path, List<Fault> faults)
    {
        if (data.ValueKind != JsonValueKind.Object)
        {
            faults.Add(new(path, $"is {JsonKind.Of(data)}; expected an object such as {{path: $.order.id, exact: a1}}"));
            return null;
        }

        var before = faults.Count;
        JsonPath? jsonPath = null;
        var tests = new List<DataTest>();
        var given = new HashSet<string>();
        foreach (var property in data.EnumerateObject())
        {
            var field = $"{path}.{property.Name}";
            var name = property.Name.ToLowerInvariant();
            if (!given.Add(name))
                faults.Add(new(field, "is given twice; use two entries, or 'any' for one value or another"));
            if (name == "path")
                jsonPath = ParsePath(property.Value, field, faults);
            else if (ParseTest(name, property.Value, field, faults) is { } test)
                tests.Add(test);
        }

        if (!given.Contains("path"))
            faults.Add(new(path, "has no path; say which value of the payload to test, as path: $.order.id"));
        if (!given.Overlaps(Fields[1..]))
            faults.Add(new(path, "has no test; add exact, prefix, suffix or exists"));
        if (tests.Count > 1 && tests.Exists(test => test is DataPresence { Present: false }))
            faults.Add(new($"{path}.exists", "is false beside another test; a value that is not there passes none"));
        if (faults.Count > before)
            return null;
        return new DataFilter(jsonPath!, tests.Count == 1 ? tests[0] : new DataTestSet(tests));
    }

    private static JsonPath? ParsePath(JsonElement value, string field, List<Fault> faults)
    {
        if (value.ValueKind != JsonValueKind.String)
        {
            faults.Add(new(field, $"is {JsonKind.Of(value)}; expected a JSONPath such as $.order.id"));
            return null;
        }

        var parsed = JsonPathParser.Parse(value.GetString()!, out var problem);
        if (problem is not null)
            faults.Add(new(field, $"does not parse {problem}"));
        return parsed;
    }

    private static DataTest? ParseTest(string name, JsonElement value, string field, List<Fault> faults)
    {
        switch (name)
        {
            case "exact" when value.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array):
                return new DataScalar(value.Clone());
            case "exact":
                faults.Add(new(field, $"is {JsonKind.Of(value)}; expected a string, a number, a boolean or null"));
                return null;
            case "prefix" or "suffix" when value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text:
                return new DataEdge(name, text);
            case "prefix" or "suffix":
                faults.Add(new(field, $"is {JsonKind.Of(value)}; expected a string that is not empty"));
                return null;
            case "exists" when value.ValueKind is JsonValueKind.True or JsonValueKind.False:
                return new DataPresence(value.GetBoolean());
            case "exists":
                faults.Add(new(field, $"is {JsonKind.Of(value)}; expected true or false"));
                return null;
            default:
                faults.Add(new(field, $"has no meaning{NearestName.Hint(name, Fields)}; known are {string.Join(", ", Fields)}"));
                return null;
        }
    }
}
