using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Fabric.Edge.Api.Patching;

/// <summary>
/// Server-side apply: a manager says which fields it wants; fields that it wanted before and no longer names go, unless
/// somebody else wants them. Two managers that want different values conflict, until one of them forces it.
/// </summary>
internal static class ServerSideApply
{
    public const string MediaType = "application/apply-patch+yaml";

    /// <param name="stored">The resource as it is; null where there is none.</param>
    /// <param name="wanted">What the manager applies.</param>
    /// <param name="manager">The manager's name.</param>
    /// <param name="force">True takes fields away from other managers.</param>
    /// <param name="now">The time, as Kubernetes writes it.</param>
    public static ApplyOutcome Apply(JsonObject? stored, JsonObject wanted, string manager, bool force, string now)
    {
        var managers = stored is null ? [] : FieldManagers.Load(stored);
        var fields = FieldSet.Of(wanted);
        var conflicts = Conflicts(stored, wanted, fields, managers.Where(other => other.Name != manager));
        if (!force && conflicts.Length > 0)
            return new ApplyOutcome(null, conflicts);

        var before = managers.Find(entry => entry.Name == manager);
        var others = managers.Where(other => other.Name != manager).ToList();
        var result = stored is null ? [] : (JsonObject)stored.DeepClone();
        foreach (var path in before?.Fields.Without(fields).Paths ?? [])
        {
            if (!others.Exists(other => other.Fields.Touches(path)))
                FieldSet.Remove(result, path);
        }

        result = MergePatch.Apply(result, wanted);
        result.Below("metadata").Remove("managedFields");
        var isSame = before is not null && before.Fields.Paths.SequenceEqual(fields.Paths);
        var own = new FieldManager(manager, wanted.Text("apiVersion"), isSame ? before!.Time : now, fields);
        var lost = conflicts.Select(conflict => (conflict.Manager, conflict.Path)).ToHashSet();
        FieldManagers.Store(result, [.. others.Select(other => Losing(other, lost)).Where(other => !other.Fields.IsEmpty), own]);
        return new ApplyOutcome(result, []);
    }

    private static ImmutableArray<ApplyConflict> Conflicts(
        JsonObject? stored, JsonObject wanted, FieldSet fields, IEnumerable<FieldManager> others) =>
    [
        .. from other in others
           from path in other.Fields.Paths
           where fields.Touches(path)
               && !JsonNode.DeepEquals(FieldSet.ValueAt(stored!, path), FieldSet.ValueAt(wanted, path))
           select new ApplyConflict(other.Name, other.ApiVersion, path),
    ];

    private static FieldManager Losing(FieldManager other, HashSet<(string, string)> lost)
    {
        var fields = other.Fields.ToJson();
        var gone = other.Fields.Paths.Where(path => lost.Contains((other.Name, path))).ToList();
        foreach (var path in gone)
            FieldSet.Remove(fields, "f:" + path.Replace("\n", "\nf:", StringComparison.Ordinal));
        return gone.Count == 0 ? other : other with { Fields = FieldSet.FromJson(fields) };
    }
}

/// <summary>A field that another manager wants to have another value.</summary>
internal sealed record ApplyConflict(string Manager, string ApiVersion, string Path);

/// <summary>What became of an apply; no result where there are conflicts.</summary>
internal sealed record ApplyOutcome(JsonObject? Result, ImmutableArray<ApplyConflict> Conflicts);
