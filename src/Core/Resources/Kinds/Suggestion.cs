namespace Fabric.Resources.Kinds;

/// <summary>Finds the name that a mistyped one was meant to be.</summary>
internal static class Suggestion
{
    private const int LongestName = 64;

    /// <summary>The candidate at the smallest edit distance, where at most a third of the letters differ.</summary>
    public static string? For(string name, IEnumerable<string> candidates)
    {
        if (name.Length > LongestName)
            return null;
        var (best, bestDistance) = ((string?)null, 1 + Math.Max(2, name.Length / 3));
        foreach (var candidate in candidates)
        {
            var distance = Distance(name.ToLowerInvariant(), candidate.ToLowerInvariant());
            if (distance < bestDistance && distance < candidate.Length)
                (best, bestDistance) = (candidate, distance);
        }

        return best;
    }

    /// <summary>The same as words: <c>; did you mean "x"?</c>, or nothing.</summary>
    public static string Ask(string name, IEnumerable<string> candidates) =>
        For(name, candidates) is { } closest ? $"; did you mean {closest}?" : "";

    /// <summary>Insertions, deletions, replacements and swaps of neighbours that turn one word into the other.</summary>
    private static int Distance(string left, string right)
    {
        var rows = new int[left.Length + 1, right.Length + 1];
        for (var i = 0; i <= left.Length; i++)
            rows[i, 0] = i;
        for (var j = 0; j <= right.Length; j++)
            rows[0, j] = j;
        for (var i = 1; i <= left.Length; i++)
        {
            for (var j = 1; j <= right.Length; j++)
            {
                var replaced = rows[i - 1, j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1);
                rows[i, j] = Math.Min(replaced, 1 + Math.Min(rows[i - 1, j], rows[i, j - 1]));
                if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1])
                    rows[i, j] = Math.Min(rows[i, j], rows[i - 2, j - 2] + 1);
            }
        }

        return rows[left.Length, right.Length];
    }
}
