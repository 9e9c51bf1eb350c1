using System.Text.Json.Nodes;
using Fabric.Cli.Output;

namespace Fabric.Cli.Resources;

/// <summary>The difference of two manifests as a tree: only what changes, below the fields that lead to it.</summary>
internal static class ChangeTree
{
    /// <summary>The lines of the difference; none where nothing changes.</summary>
    public static IReadOnlyList<string> Lines(JsonNode? before, JsonNode? after, Colors colors)
    {
        var lines = new List<string>();
        Compare(before, after, "", lines, colors);
        return lines;
    }

    private static void Compare(JsonNode? before, JsonNode? after, string indent, List<string> lines, Colors colors)
    {
        if (before is not JsonObject left || after is not JsonObject right)
            return;
        foreach (var field in left.Select(each => each.Key).Union(right.Select(each => each.Key)))
        {
            var (old, now) = (left[field], right[field]);
            if (JsonNode.DeepEquals(old, now))
                continue;
            if (old is JsonObject && now is JsonObject)
            {
                lines.Add($"{indent}  {field}:");
                Compare(old, now, indent + "  ", lines, colors);
                continue;
            }

            if (left.ContainsKey(field))
                lines.Add(colors.Bad($"{indent}- {field}: {Text(old)}"));
            if (right.ContainsKey(field))
                lines.Add(colors.Good($"{indent}+ {field}: {Text(now)}"));
        }
    }

    private static string Text(JsonNode? node) => node?.ToJsonString() ?? "null";
}
