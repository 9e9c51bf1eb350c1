using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Fabric.Edge.Api.Tables;

/// <summary>The JSONPath of a printer column: fields, indexes and <c>[?(@.type=="Ready")]</c>.</summary>
internal static partial class ColumnPath
{
    /// <summary>The first value at the path; null where there is none.</summary>
    public static JsonNode? Find(JsonNode root, string path)
    {
        IEnumerable<JsonNode?> found = [root];
        foreach (Match step in Step().Matches(path))
            found = Follow(found, step);
        return found.FirstOrDefault(node => node is not null);
    }

    private static IEnumerable<JsonNode?> Follow(IEnumerable<JsonNode?> nodes, Match step)
    {
        if (step.Groups["field"] is { Success: true } field)
            return nodes.Select(node => (node as JsonObject)?[field.Value]);
        if (step.Groups["index"] is { Success: true } index)
            return nodes.Select(node => (node as JsonArray)?.ElementAtOrDefault(int.Parse(index.Value, CultureInfo.InvariantCulture)));
        var (key, value) = (step.Groups["key"].Value, step.Groups["value"].Value);
        return nodes.OfType<JsonArray>()
            .SelectMany(items => items)
            .Where(item => (item as JsonObject)?[key]?.ToString() == value);
    }

    [GeneratedRegex("""\.(?<field>[\w-]+)|\[(?<index>\d+)\]|\[\?\(@\.(?<key>\w+)\s*==\s*["'](?<value>[^"']*)["']\)\]""")]
    private static partial Regex Step();
}
