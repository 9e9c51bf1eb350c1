using System.Text.Json.Nodes;
using Fabric.Cli.Calls;
using Fabric.Edge.Manifests;
using Fabric.Filters;
using System.Text.Json;

namespace Fabric.Cli.Components;

/// <summary>Filters as flags say them.</summary>
internal static class EventFilter
{
    /// <summary>The filter for a type: <c>x</c> exactly, <c>x*</c> as it begins, <c>*x</c> as it ends; null for <c>*</c>.</summary>
    public static JsonObject? ForType(string type) => type switch
    {
        "*" => null,
        [.. var begin, '*'] => Of("prefix", begin),
        ['*', .. var end] => Of("suffix", end),
        _ => Of("exact", type),
    };

    /// <summary>What <c>--filter</c> says: one filter object, or a list of them.</summary>
    /// <exception cref="Refusal">It is no filter.</exception>
    public static JsonArray Parse(string text)
    {
        var node = Node(text);
        var list = node switch
        {
            JsonArray several => several,
            JsonObject one => new JsonArray(one),
            _ => throw new Refusal($"--filter {text}: give JSON, as '{{\"exact\":{{\"type\":\"my.type\"}}}}'"),
        };
        var result = FilterParser.Parse(JsonSerializer.SerializeToElement(list), "--filter");
        return result.Faults.Length == 0 ? list : throw new Refusal(string.Join("; ", result.Faults));
    }

    private static JsonNode? Node(string text)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static JsonObject Of(string dialect, string type) => new() { [dialect] = new JsonObject { ["type"] = type } };
}
