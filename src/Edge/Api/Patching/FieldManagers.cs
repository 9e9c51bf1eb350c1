using System.Text.Json;
using System.Text.Json.Nodes;

namespace Fabric.Edge.Api.Patching;

/// <summary>
/// Who applied which fields: <c>metadata.managedFields</c>, kept in an annotation that does not show. Only server-side
/// apply is recorded; whoever writes in another way takes no ownership.
/// </summary>
internal static class FieldManagers
{
    private const string Annotation = "eventfabric.dev/field-managers";

    /// <summary>Moves the record to where Kubernetes shows it.</summary>
    public static void Show(JsonObject manifest)
    {
        var entries = Load(manifest);
        Store(manifest, []);
        if (entries.Count > 0)
            manifest.Below("metadata")["managedFields"] = new JsonArray([.. entries.Select(entry => entry.ToJson())]);
    }

    /// <summary>Keeps the record through a write that is no apply; a manifest that clears it does.</summary>
    public static void Keep(JsonObject manifest, JsonObject? stored)
    {
        var metadata = manifest.Below("metadata");
        var isCleared = metadata["managedFields"] is JsonArray { Count: 0 };
        metadata.Remove("managedFields");
        Store(manifest, stored is null || isCleared ? [] : Load(stored));
    }

    public static List<FieldManager> Load(JsonObject manifest)
    {
        if (manifest["metadata"]?["annotations"] is not JsonObject annotations || annotations.Text(Annotation) is not { Length: > 0 } text)
            return [];
        try
        {
            return [.. (JsonNode.Parse(text) as JsonArray ?? []).OfType<JsonObject>().Select(FieldManager.FromJson)];
        }
        catch (JsonException)
        {
            // Somebody wrote into the annotation: nobody owns anything then.
            return [];
        }
    }

    public static void Store(JsonObject manifest, List<FieldManager> entries)
    {
        var metadata = manifest.Below("metadata");
        if (entries.Count > 0)
            metadata.Below("annotations")[Annotation] = new JsonArray([.. entries.Select(entry => entry.ToJson())]).ToJsonString();
        else if (metadata["annotations"] is JsonObject annotations && annotations.Remove(Annotation) && annotations.Count == 0)
            metadata.Remove("annotations");
    }
}

/// <summary>One manager and its fields.</summary>
internal sealed record FieldManager(string Name, string ApiVersion, string Time, FieldSet Fields)
{
    public static FieldManager FromJson(JsonObject json) => new(
        json.Text("manager"), json.Text("apiVersion"), json.Text("time"), FieldSet.FromJson(json["fieldsV1"] as JsonObject ?? []));

    public JsonNode ToJson() => new JsonObject
    {
        ["manager"] = Name,
        ["operation"] = "Apply",
        ["apiVersion"] = ApiVersion,
        ["time"] = Time,
        ["fieldsType"] = "FieldsV1",
        ["fieldsV1"] = Fields.ToJson(),
    };
}
