using System.Text.Json.Nodes;

namespace Fabric.Transformations;

/// <summary>Lays one value over another: objects field by field, lists entry by entry; all else is replaced, but not by null.</summary>
internal static class JsonMerge
{
    /// <summary>A new value; those that it is made of stay as they are.</summary>
    public static JsonNode? Of(JsonNode? present, JsonNode? value) => (present, value) switch
    {
        (JsonObject fields, JsonObject added) => Fields(fields, added),
        (JsonArray list, JsonArray entries) => Entries(list, entries),
        _ => (value ?? present)?.DeepClone(),
    };

    private static JsonObject Fields(JsonObject present, JsonObject added)
    {
        var merged = new JsonObject();
        foreach (var (name, value) in present)
            merged[name] = added.TryGetPropertyValue(name, out var over) ? Of(value, over) : value?.DeepClone();
        foreach (var (name, value) in added)
        {
            if (!present.ContainsKey(name))
                merged[name] = value?.DeepClone();
        }

        return merged;
    }

    private static JsonArray Entries(JsonArray present, JsonArray added)
    {
        var merged = new JsonArray();
        for (var index = 0; index < Math.Max(present.Count, added.Count); index++)
        {
            merged.Add(index >= added.Count ? present[index]?.DeepClone()
                : index >= present.Count ? added[index]?.DeepClone()
                : Of(present[index], added[index]));
        }

        return merged;
    }
}
