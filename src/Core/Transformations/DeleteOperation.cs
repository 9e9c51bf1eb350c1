using System.Text.Json.Nodes;

namespace Fabric.Transformations;

/// <summary>
/// Takes values away: the one at a key, or only where it equals a value; every value of the section that equals one; or,
/// with neither key nor value, everything.
/// </summary>
/// <param name="Where">The field of the manifest.</param>
/// <param name="Path">The key; null for anywhere.</param>
/// <param name="Expected">The text of the value, or a variable; null for any value.</param>
internal sealed record DeleteOperation(string Where, KeyPath? Path, string? Expected) : Operation(Where)
{
    public override string? Apply(Section section, Variables variables)
    {
        var expected = Expected is null ? null : variables.Expected(Expected);
        if (Path is { IsRoot: false })
            At(section.Root, Path.Steps.AsSpan(), Path.Separator, expected);
        else if (expected is null || Scalar.Equals(section.Root, expected))
            section.Put(KeyPath.Root, null);
        else if (Path is null)
            Everywhere(section.Root, expected);
        return null;
    }

    /// <summary>A field whose own name has separators in it (<c>app.kubernetes.io/name</c>) is meant by such a key, too.</summary>
    private static void At(JsonNode? node, ReadOnlySpan<KeyStep> steps, string separator, string? expected)
    {
        if (steps[0].Name is not { } name)
        {
            if (node is JsonArray list && steps[0].Index < list.Count)
                AtEntry(list, steps, separator, expected);
            return;
        }

        if (node is not JsonObject fields)
            return;
        for (var used = 1; ; used++)
        {
            if (fields.TryGetPropertyValue(name, out var value))
            {
                if (used < steps.Length)
                    At(value, steps[used..], separator, expected);
                else if (expected is null || Scalar.Equals(value, expected))
                    fields.Remove(name);
            }

            if (used == steps.Length || steps[used].Name is not { } more)
                return;
            name += separator + more;
        }
    }

    private static void AtEntry(JsonArray list, ReadOnlySpan<KeyStep> steps, string separator, string? expected)
    {
        var index = steps[0].Index;
        if (steps.Length > 1)
            At(list[index], steps[1..], separator, expected);
        else if (expected is null || Scalar.Equals(list[index], expected))
            list.RemoveAt(index);
    }

    private static void Everywhere(JsonNode? node, string expected)
    {
        if (node is JsonObject fields)
        {
            foreach (var (name, value) in fields.ToList())
            {
                if (Scalar.Equals(value, expected))
                    fields.Remove(name);
                else
                    Everywhere(value, expected);
            }
        }
        else if (node is JsonArray list)
        {
            for (var index = list.Count - 1; index >= 0; index--)
            {
                if (Scalar.Equals(list[index], expected))
                    list.RemoveAt(index);
                else
                    Everywhere(list[index], expected);
            }
        }
    }
}
