using System.Text.Json.Nodes;

namespace Fabric.Transformations;

/// <summary>The part of an event that operations change: its context or its data, as JSON.</summary>
internal sealed class Section(JsonNode? root, WorkBounds bounds)
{
    private const int NullBytes = 5;

    public JsonNode? Root { get; private set; } = root;

    public WorkBounds Bounds => bounds;

    /// <summary>The value at a path; false where there is none.</summary>
    public bool TryFind(KeyPath path, out JsonNode? value)
    {
        value = Root;
        foreach (var step in path.Steps)
        {
            if (!TryStep(value, step, out value))
                return false;
        }

        return true;
    }

    /// <summary>Puts a value in the place of whatever is at a path, with the objects and lists that lead there.</summary>
    /// <returns>False where a list is in the way of a name.</returns>
    public bool Put(KeyPath path, JsonNode? value)
    {
        if (!bounds.Nest(path.Steps.Length + JsonTree.Depth(value)))
            return false;
        if (path.IsRoot)
        {
            Root = value;
            return true;
        }

        var parent = Root = Container(Root, path.Steps[0]);
        for (var index = 0; index < path.Steps.Length - 1; index++)
        {
            var (step, next) = (path.Steps[index], path.Steps[index + 1]);
            if (!TryStep(parent, step, out var child) && parent is JsonArray && step.Name is not null)
                return false;
            var container = Container(child, next);
            if (!ReferenceEquals(container, child) && !Write(parent!, step, container))
                return false;
            parent = container;
        }

        return Write(parent!, path.Steps[^1], value);
    }

    /// <summary>Puts a value at a path; an object or list that is there already keeps what the new one does not have.</summary>
    /// <inheritdoc cref="Put" path="/returns" />
    public bool Merge(KeyPath path, JsonNode? value) =>
        Put(path, TryFind(path, out var present) ? JsonMerge.Of(present, value) : value);

    /// <summary>Takes the value at a path away; nothing is left in its place.</summary>
    public void Remove(KeyPath path)
    {
        if (path.IsRoot)
        {
            Root = null;
            return;
        }

        var parent = Root;
        foreach (var step in path.Steps.AsSpan()[..^1])
        {
            if (!TryStep(parent, step, out parent))
                return;
        }

        if (parent is JsonObject fields && path.Steps[^1].Name is { } name)
            fields.Remove(name);
        else if (parent is JsonArray list && path.Steps[^1] is { Name: null } last && last.Index < list.Count)
            list.RemoveAt(last.Index);
    }

    private static bool TryStep(JsonNode? node, KeyStep step, out JsonNode? value)
    {
        value = null;
        if (step.Name is { } name)
            return node is JsonObject fields && fields.TryGetPropertyValue(name, out value);
        if (node is not JsonArray list || step.Index >= list.Count)
            return false;
        value = list[step.Index];
        return true;
    }

    // A list stays where a name is asked of it: to put an object in its place would lose all its entries.
    private static JsonNode Container(JsonNode? present, KeyStep step) => (present, step.Name) switch
    {
        (JsonObject or JsonArray, not null) or (JsonArray, null) => present,
        (_, null) => new JsonArray(),
        _ => new JsonObject(),
    };

    private bool Write(JsonNode parent, KeyStep step, JsonNode? value)
    {
        if (step.Name is { } name)
        {
            if (parent is not JsonObject fields)
                return false;
            fields[name] = value;
            return true;
        }

        var list = (JsonArray)parent;
        if (!bounds.Take(Math.Max(0, step.Index - list.Count) * NullBytes))
            return false;
        while (list.Count <= step.Index)
            list.Add((JsonNode?)null);
        list[step.Index] = value;
        return true;
    }
}
