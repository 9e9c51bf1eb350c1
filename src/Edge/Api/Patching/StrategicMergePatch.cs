using System.Text.Json;
using System.Text.Json.Nodes;

namespace Fabric.Edge.Api.Patching;

/// <summary>
/// Kubernetes' strategic merge patch: a merge patch in which the well-known lists of Kubernetes' own kinds are merged
/// entry by entry. Lists of other kinds are replaced, as a merge patch does.
/// </summary>
internal static class StrategicMergePatch
{
    public const string MediaType = "application/strategic-merge-patch+json";

    private const string Directive = "$patch";
    private const string Order = "$setElementOrder/";
    private const string Remove = "$deleteFromPrimitiveList/";
    private const string Retain = "$retainKeys";

    public static JsonObject Apply(JsonObject target, JsonObject patch)
    {
        var result = (JsonObject)target.DeepClone();
        Merge(result, patch);
        return result;
    }

    private static void Merge(JsonObject target, JsonObject patch)
    {
        if (patch.Text(Directive) == "replace")
            target.Clear();
        if (patch[Retain] is JsonArray retained)
        {
            var kept = retained.Select(name => name?.ToString()).ToHashSet();
            foreach (var name in target.Select(field => field.Key).Where(name => !kept.Contains(name)).ToList())
                target.Remove(name);
        }

        foreach (var (name, change) in patch.Where(field => !field.Key.StartsWith('$')))
            MergeField(target, name, change, patch.ContainsKey(Order + name));
        foreach (var (name, gone) in patch.Where(field => field.Key.StartsWith(Remove, StringComparison.Ordinal)))
            RemoveEntries(target[name[Remove.Length..]] as JsonArray, gone as JsonArray);
        foreach (var (name, order) in patch.Where(field => field.Key.StartsWith(Order, StringComparison.Ordinal)))
            Reorder(target, name[Order.Length..], order as JsonArray);
    }

    private static void MergeField(JsonObject target, string name, JsonNode? change, bool isMergedList)
    {
        if (change is null || (change is JsonObject removed && removed.Text(Directive) == "delete"))
            target.Remove(name);
        else if (change is JsonObject inner)
            Merge(target.Below(name), inner);
        else if (change is JsonArray entries && target[name] is JsonArray existing)
            MergeList(target, name, existing, entries, isMergedList);
        else
            target[name] = Clean(change);
    }

    private static void MergeList(JsonObject target, string name, JsonArray existing, JsonArray entries, bool isMergedList)
    {
        if (entries.OfType<JsonObject>().Any(entry => entry.Text(Directive) == "replace"))
        {
            target[name] = Clean(new JsonArray([.. entries.OfType<JsonObject>()
                .Where(entry => !entry.ContainsKey(Directive)).Select(entry => entry.DeepClone())]));
        }
        else if (MergeKeys.For(name, entries) is { } key)
        {
            MergeEntries(existing, entries, key);
        }
        else if (isMergedList && entries.All(entry => entry is JsonValue))
        {
            foreach (var entry in entries.Where(entry => !existing.Any(other => JsonNode.DeepEquals(other, entry))).ToList())
                existing.Add(entry?.DeepClone());
        }
        else
        {
            target[name] = Clean(entries);
        }
    }

    private static void MergeEntries(JsonArray existing, JsonArray entries, string key)
    {
        foreach (var entry in entries.OfType<JsonObject>())
        {
            var match = existing.OfType<JsonObject>().FirstOrDefault(other => JsonNode.DeepEquals(other[key], entry[key]));
            if (entry.Text(Directive) == "delete")
                existing.Remove(match);
            else if (match is not null)
                Merge(match, entry);
            else
                existing.Add(Clean(entry));
        }
    }

    private static void RemoveEntries(JsonArray? existing, JsonArray? gone)
    {
        foreach (var entry in existing?.Where(entry => gone?.Any(other => JsonNode.DeepEquals(entry, other)) == true).ToList() ?? [])
            existing!.Remove(entry);
    }

    private static void Reorder(JsonObject target, string name, JsonArray? order)
    {
        if (target[name] is not JsonArray existing || order is null)
            return;
        var key = MergeKeys.For(name, order);
        var entries = existing.ToList();
        existing.Clear();
        foreach (var entry in entries.OrderBy(entry => Position(entry, order, key)))
            existing.Add(entry);
    }

    private static int Position(JsonNode? entry, JsonArray order, string? key)
    {
        for (var i = 0; i < order.Count; i++)
        {
            if (key is null ? JsonNode.DeepEquals(order[i], entry) : JsonNode.DeepEquals(order[i]?[key], entry?[key]))
                return i;
        }

        return int.MaxValue;
    }

    /// <summary>A value without directives, for where there is nothing to merge with.</summary>
    private static JsonNode? Clean(JsonNode? value)
    {
        switch (value)
        {
            case JsonObject fields:
                var target = new JsonObject();
                Merge(target, fields);
                return target;
            case JsonArray entries:
                return new JsonArray([.. entries.Where(entry => entry is not JsonObject fields || fields.Text(Directive) != "delete").Select(Clean)]);
            default:
                return value?.DeepClone();
        }
    }
}
