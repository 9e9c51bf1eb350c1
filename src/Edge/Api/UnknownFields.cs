using System.Text.Json.Nodes;
using Fabric.Resources.Kinds;

namespace Fabric.Edge.Api;

/// <summary>Finds the fields of a manifest that its kind does not have.</summary>
internal static class UnknownFields
{
    private static readonly string[] Head = ["apiVersion", "kind", "metadata", "status"];

    private static readonly string[] Metadata =
    [
        "name", "generateName", "namespace", "selfLink", "uid", "resourceVersion", "generation", "creationTimestamp",
        "deletionTimestamp", "deletionGracePeriodSeconds", "labels", "annotations", "ownerReferences", "finalizers", "managedFields",
    ];

    /// <summary>Their paths, as <c>spec.filters[0].exakt</c>.</summary>
    public static List<string> In(JsonObject manifest, ResourceKind kind)
    {
        var found = new List<string>();
        if (manifest["metadata"] is JsonObject metadata)
            found.AddRange(metadata.Select(field => field.Key).Except(Metadata).Select(name => $"metadata.{name}"));
        foreach (var (name, value) in manifest.Where(field => !Head.Contains(field.Key)))
            Field(name, name, value, kind.Schema, found);
        return found;
    }

    private static void Walk(string path, JsonNode? node, FieldSchema schema, List<string> found)
    {
        if (node is JsonObject fields && schema.Type == FieldType.Object)
        {
            foreach (var (name, value) in fields)
                Field($"{path}.{name}", name, value, schema, found);
        }
        else if (node is JsonObject entries && schema is { Type: FieldType.Map, Items: { } value })
        {
            foreach (var (name, entry) in entries)
                Walk($"{path}.{name}", entry, value, found);
        }
        else if (node is JsonArray items && schema.Items is { } item)
        {
            for (var i = 0; i < items.Count; i++)
                Walk($"{path}[{i}]", items[i], item, found);
        }
    }

    private static void Field(string path, string name, JsonNode? value, FieldSchema parent, List<string> found)
    {
        if (parent.Property(name) is { } schema)
            Walk(path, value, schema, found);
        else if (!parent.PreserveUnknown)
            found.Add(path);
    }
}
