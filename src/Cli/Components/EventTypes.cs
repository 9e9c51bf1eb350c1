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

    // The first type that a transformation writes into the context.
    private static string? AddedType(JsonObject component) =>
        (component["spec"]?["context"] as JsonArray ?? []).OfType<JsonObject>()
            .Where(step => step.Text("operation") == "add")
            .SelectMany(step => step["paths"] as JsonArray ?? [])
            .FirstOrDefault(path => path.Text("key") == "type").Text("value");
}
