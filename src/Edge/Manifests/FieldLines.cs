namespace Fabric.Edge.Manifests;

/// <summary>The line of each field of a manifest, by its path, as <c>spec.filters[0].exact</c>. Small, since a node keeps it for each manifest.</summary>
public sealed class FieldLines
{
    private readonly KeyValuePair<string, int>[] _lines;

    private FieldLines(KeyValuePair<string, int>[] lines) => _lines = lines;

    /// <summary>Where nothing is known, as for JSON.</summary>
    public static FieldLines None { get; } = new([]);

    /// <summary>The line of a field, 1-based; null where it is not known.</summary>
    public int? Find(string path)
    {
        foreach (var (known, line) in _lines)
        {
            if (string.Equals(known, path, StringComparison.Ordinal))
                return line;
        }

        return null;
    }

    /// <param name="lines">The lines by path.</param>
    /// <param name="paths">Paths that other manifests of the text have, too: theirs are taken.</param>
    internal static FieldLines Of(Dictionary<string, int> lines, Dictionary<string, string> paths)
    {
        var shared = new KeyValuePair<string, int>[lines.Count];
        foreach (var (index, (path, line)) in lines.Index())
        {
            if (!paths.TryGetValue(path, out var known))
                paths.Add(path, known = path);
            shared[index] = new(known, line);
        }

        return new FieldLines(shared);
    }

    /// <summary>The fields below one, by their path from there.</summary>
    /// <param name="prefix">Its path, with the dot.</param>
    internal FieldLines Below(string prefix) => new(
        [.. _lines.Where(line => line.Key.StartsWith(prefix, StringComparison.Ordinal))
            .Select(line => new KeyValuePair<string, int>(line.Key[prefix.Length..], line.Value))]);
}
