using System.Text.Json.Nodes;

namespace Fabric.Cli.Components;

/// <summary>Reads what the CLI looks at in a manifest.</summary>
internal static class Manifests
{
    public const string ContextLabel = "triggermesh.io/context";
    public const string RoleLabel = "triggermesh.io/role";

    public static string Name(this JsonObject manifest) => manifest.Text("metadata", "name") ?? "";

    public static string Kind(this JsonObject manifest) => manifest.Text("kind") ?? "";

    public static string Group(this JsonObject manifest) =>
        manifest.Text("apiVersion") is { } version && version.IndexOf('/', StringComparison.Ordinal) is > 0 and var slash ? version[..slash] : "";

    public static string? Label(this JsonObject manifest, string label) => manifest.Text("metadata", "labels", label);

    /// <summary>The text at a path; null where there is none.</summary>
    public static string? Text(this JsonNode? node, params ReadOnlySpan<string> path)
    {
        foreach (var field in path)
            node = (node as JsonObject)?[field];
        return node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
    }

    public static JsonObject? Object(this JsonNode? node, params ReadOnlySpan<string> path)
    {
        foreach (var field in path)
            node = (node as JsonObject)?[field];
        return node as JsonObject;
    }

    /// <summary>The condition of a type, as <c>Ready</c>.</summary>
    public static JsonObject? Condition(this JsonObject manifest, string type) =>
        (manifest["status"]?["conditions"] as JsonArray)?.OfType<JsonObject>().FirstOrDefault(each => each.Text("type") == type);

    /// <summary>The address that works from this machine, else the one in the cluster; null where there is none.</summary>
    public static string? Address(this JsonObject manifest)
    {
        var node = (manifest["status"]?["addresses"] as JsonArray)?.OfType<JsonObject>().FirstOrDefault(each => each.Text("name") == "node");
        return node.Text("url") ?? manifest.Text("status", "address", "url");
    }
}
