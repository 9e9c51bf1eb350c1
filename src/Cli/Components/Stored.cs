using System.Text.Json.Nodes;

namespace Fabric.Cli.Components;

/// <summary>Makes a manifest of a resource again: without status and without what the server wrote into it.</summary>
internal static class Stored
{
    private static readonly string[] ServerFields =
        ["uid", "resourceVersion", "generation", "creationTimestamp", "managedFields", "namespace", "selfLink"];

    private static readonly string[] ServerAnnotations = ["kubectl.kubernetes.io/last-applied-configuration", "eventfabric.dev/"];

    /// <summary>The manifest, keys in the order of the alphabet, as tmctl writes it.</summary>
    public static JsonObject Clean(JsonObject resource)
    {
        var manifest = (JsonObject)resource.DeepClone();
        manifest.Remove("status");
        if (manifest["metadata"] is JsonObject metadata)
        {
            foreach (var field in ServerFields)
                metadata.Remove(field);
            if (metadata["annotations"] is JsonObject annotations)
            {
                foreach (var name in annotations.Select(each => each.Key).Where(IsServers).ToList())
                    annotations.Remove(name);
                if (annotations.Count == 0)
                    metadata.Remove("annotations");
            }
        }

        return (JsonObject)Sorted(manifest)!;
    }

    private static bool IsServers(string annotation) =>
        annotation != "eventfabric.dev/url" && ServerAnnotations.Any(each => annotation.StartsWith(each, StringComparison.Ordinal));

    private static JsonNode? Sorted(JsonNode? node) => node switch
    {
        JsonObject fields => new JsonObject(fields.OrderBy(each => each.Key, StringComparer.Ordinal)
            .Select(each => KeyValuePair.Create(each.Key, Sorted(each.Value)))),
        JsonArray items => new JsonArray([.. items.Select(Sorted)]),
        _ => node?.DeepClone(),
    };
}
