using System.Text.Json.Nodes;

namespace Fabric.Edge.Api.Patching;

/// <summary>Some fields of a manifest, as paths; Kubernetes' <c>fieldsV1</c> in the plain case where lists are one value.</summary>
internal sealed class FieldSet
{
    private const char Separator = '\n';

    private static readonly string[] Head = ["apiVersion", "kind", "status"];

    private static readonly string[] Identity =
        ["name", "namespace", "uid", "resourceVersion", "generation", "creationTimestamp", "managedFields"];

    private readonly SortedSet<string> _paths = new(StringComparer.Ordinal);

    public IEnumerable<string> Paths => _paths;

    public bool IsEmpty => _paths.Count == 0;

    /// <summary>Every field that a manifest sets, what names the object left out.</summary>
    public static FieldSet Of(JsonObject manifest)
    {
        var set = new FieldSet();
        foreach (var (name, value) in manifest.Where(field => !Head.Contains(field.Key)))
        {
            if (name == "metadata" && value is JsonObject metadata)
                set.Collect(name, metadata.Where(field => !Identity.Contains(field.Key)));
            else
                set.Collect(name, value);
        }

        return set;
    }

    public static FieldSet FromJson(JsonObject fields)
    {
        var set = new FieldSet();
        set.Read("", fields);
        return set;
    }

    public JsonObject ToJson()
    {
        var json = new JsonObject();
        foreach (var path in _paths)
        {
            var place = json;
            foreach (var name in path.Split(Separator))
                place = place.Below("f:" + name);
        }

        return json;
    }

    /// <summary>True where a field of this set is the given one, lies in it or around it.</summary>
    public bool Touches(string path) => _paths.Any(own => Overlap(own, path));

    public FieldSet Without(FieldSet other)
    {
        var rest = new FieldSet();
        rest._paths.UnionWith(_paths.Where(path => !other.Touches(path)));
        return rest;
    }

    public static JsonNode? ValueAt(JsonObject manifest, string path) =>
        path.Split(Separator).Aggregate((JsonNode?)manifest, (node, name) => (node as JsonObject)?[name]);

    /// <summary>Removes a field, and the objects around it that become empty.</summary>
    public static void Remove(JsonObject manifest, string path)
    {
        var end = path.LastIndexOf(Separator);
        var parent = end < 0 ? manifest : ValueAt(manifest, path[..end]) as JsonObject;
        parent?.Remove(path[(end + 1)..]);
        if (parent is { Count: 0 } && end > 0)
            Remove(manifest, path[..end]);
    }

    /// <summary>As Kubernetes shows it: <c>.spec.eventType</c>.</summary>
    public static string Shown(string path) => "." + path.Replace(Separator, '.');

    private static bool Overlap(string left, string right) =>
        left == right
        || left.StartsWith(right + Separator, StringComparison.Ordinal)
        || right.StartsWith(left + Separator, StringComparison.Ordinal);

    private void Collect(string path, JsonNode? value)
    {
        if (value is JsonObject { Count: > 0 } fields)
            Collect(path, fields.AsEnumerable());
        else
            _paths.Add(path);
    }

    private void Collect(string path, IEnumerable<KeyValuePair<string, JsonNode?>> fields)
    {
        foreach (var (name, value) in fields)
            Collect($"{path}{Separator}{name}", value);
    }

    private void Read(string path, JsonObject fields)
    {
        foreach (var (name, value) in fields.Where(field => field.Key.StartsWith("f:", StringComparison.Ordinal)))
        {
            var inner = path.Length == 0 ? name[2..] : $"{path}{Separator}{name[2..]}";
            if (value is JsonObject { Count: > 0 } below)
                Read(inner, below);
            else
                _paths.Add(inner);
        }
    }
}
