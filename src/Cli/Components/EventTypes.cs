using System.Text.Json.Nodes;
using Fabric.Resources.Kinds;

namespace Fabric.Cli.Components;

/// <summary>The types of the events that a component makes and takes, as far as its manifest says.</summary>
internal static class EventTypes
{
    /// <summary>Any type, or one that cannot be known.</summary>
    public const string Any = "*";

    /// <summary>What a source or transformation makes; empty where that cannot be known.</summary>
    public static IReadOnlyList<string> ProducedBy(JsonObject component)
    {
        if (DependsOnEvent(component))
            return [];
        if (AddedType(component) is { } added)
            return [added];
        if (component["spec"].Text("eventType") is { Length: > 0 } type)
            return [type];
        if (Images.Variable(component, "CE_TYPE") is { Length: > 0 } variable)
            return [variable];
        return component.Kind() switch
        {
            "PingSource" => ["dev.knative.sources.ping"],
            _ => [],
        };
    }

    /// <summary>What a target is for; empty for anything.</summary>
    public static IReadOnlyList<string> ConsumedBy(JsonObject component) => component.Kind() switch
    {
        "HTTPTarget" => ["io.triggermesh.http.request"],
        _ => [],
    };

    /// <summary>The types with a comma between them; <c>*</c> for none.</summary>
    public static string Text(IReadOnlyList<string> types) => types.Count == 0 ? Any : string.Join(",", types);

    /// <summary>True for a transformation that makes the type of its events from what the events hold.</summary>
    public static bool DependsOnEvent(JsonObject component) =>
        AddedType(component) is { } type
        && Paths(component, "context", "store").Concat(Paths(component, "data", "store"))
            .Any(path => path.Text("key") is { Length: > 0 } variable && type.Contains(variable, StringComparison.Ordinal));

    // The first type that a transformation writes into the context.
    private static string? AddedType(JsonObject component) =>
        Paths(component, "context", "add")
            .FirstOrDefault(path => string.Equals(path.Text("key"), "type", StringComparison.OrdinalIgnoreCase)).Text("value");

    private static IEnumerable<JsonNode?> Paths(JsonObject component, string section, string operation) =>
        (component["spec"]?[section] as JsonArray ?? []).OfType<JsonObject>()
            .Where(step => step.Text("operation") == operation)
            .SelectMany(step => step["paths"] as JsonArray ?? []);
}
