using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.Json;
using Fabric.Resources;

namespace Fabric.Filters;

/// <summary>The dialects by name, and the reading of one filter object or a list of them.</summary>
internal static class FilterDialects
{
    /// <summary>Reads what stands behind a dialect's name; answers null after adding at least one fault.</summary>
    internal delegate Filter? Parse(JsonElement value, string path, List<Fault> faults, int depth);

    // Names are read without regard to case: tmctl took {"Not":{"Exact":…}}.
    private static readonly FrozenDictionary<string, Parse> ByName = new Dictionary<string, Parse>
    {
        ["exact"] = ExactFilter.Parse,
        ["prefix"] = PrefixFilter.Parse,
        ["suffix"] = SuffixFilter.Parse,
        ["all"] = AllFilter.Parse,
        ["any"] = AnyFilter.Parse,
        ["not"] = NotFilter.Parse,
        ["cesql"] = CesqlFilter.Parse,
        ["sql"] = CesqlFilter.Parse,
        ["data"] = DataFilter.Parse,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private static readonly ImmutableArray<string> Names =
        ["exact", "prefix", "suffix", "all", "any", "not", "cesql", "sql", "data"];

    public static Filter? ParseObject(JsonElement filter, string path, List<Fault> faults, int depth)
    {
        if (filter.ValueKind != JsonValueKind.Object)
        {
            var kind = JsonKind.Of(filter);
            faults.Add(new(path, $"is {kind}; a filter is an object such as {{exact: {{type: com.example}}}}"));
            return null;
        }

        if (depth > FilterParser.MaxDepth)
        {
            faults.Add(new(path, $"filters are nested more than {FilterParser.MaxDepth} deep; flatten them"));
            return null;
        }

        var before = faults.Count;
        Filter? found = null;
        var names = new List<string>();
        foreach (var property in filter.EnumerateObject())
        {
            if (property.Value.ValueKind == JsonValueKind.Null)
                continue;
            names.Add(property.Name);
            if (ByName.TryGetValue(property.Name, out var parse))
                found = parse(property.Value, $"{path}.{property.Name}", faults, depth);
            else
                faults.Add(new($"{path}.{property.Name}", Unknown(property.Name)));
        }

        if (names.Count == 0)
            faults.Add(new(path, $"is empty; name one of the dialects {string.Join(", ", Names)}"));
        if (names.Count > 1)
        {
            var given = string.Join(", ", names);
            faults.Add(new(path, $"has {names.Count} dialects ({given}); an object holds one: write an entry for each"));
        }

        return faults.Count == before ? found : null;
    }

    /// <summary>Reads each entry of a list; with faults the answer is of no use.</summary>
    public static ImmutableArray<Filter> ParseList(JsonElement list, string path, List<Fault> faults, int depth)
    {
        var filters = ImmutableArray.CreateBuilder<Filter>(list.GetArrayLength());
        foreach (var (index, entry) in list.EnumerateArray().Index())
        {
            if (ParseObject(entry, $"{path}[{index}]", faults, depth) is { } filter)
                filters.Add(filter);
        }

        return filters.ToImmutable();
    }

    /// <summary>Reads a list that must have entries, as <c>all</c> and <c>any</c> have; default after a fault.</summary>
    public static ImmutableArray<Filter>? ParseFullList(JsonElement list, string path, List<Fault> faults, int depth)
    {
        if (list.ValueKind != JsonValueKind.Array)
        {
            faults.Add(new(path, $"is {JsonKind.Of(list)}; expected a list of filters"));
            return null;
        }

        if (list.GetArrayLength() == 0)
            faults.Add(new(path, "is an empty list; give at least one filter"));
        var before = faults.Count;
        var filters = ParseList(list, path, faults, depth + 1);
        return faults.Count == before && filters.Length > 0 ? filters : null;
    }

    private static string Unknown(string name) =>
        $"'{name}' is no filter dialect{NearestName.Hint(name, Names)}; known are {string.Join(", ", Names)}";
}
