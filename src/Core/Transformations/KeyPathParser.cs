using System.Collections.Immutable;
using System.Globalization;

namespace Fabric.Transformations;

/// <summary>
/// Reads key paths: names with a separator between them, each with any indexes behind it (<c>a.b[2].First Name</c>). A
/// path may begin with an index, where the whole is a list; the separator alone is the whole.
/// </summary>
internal static class KeyPathParser
{
    /// <summary>A path has fewer steps than a payload may have levels.</summary>
    public const int MostSteps = 64;

    /// <summary>Lists are filled up with nulls to the index that is added.</summary>
    public const int LargestIndex = 9_999;

    /// <summary>The path; null with what is wrong.</summary>
    public static KeyPath? Parse(string text, string separator, out string? problem)
    {
        problem = null;
        if (text == separator)
            return KeyPath.Root with { Separator = separator };
        var steps = ImmutableArray.CreateBuilder<KeyStep>();
        foreach (var (index, part) in text.Split(separator).Index())
            problem ??= Part(part, index == 0, separator, steps);
        if (problem is null && steps.Count > MostSteps)
            problem = $"has {steps.Count} parts; {MostSteps} are allowed";
        return problem is null ? new(steps.ToImmutable(), separator) : null;
    }

    private static string? Part(string part, bool isFirst, string separator, ImmutableArray<KeyStep>.Builder steps)
    {
        var bracket = part.IndexOf('[', StringComparison.Ordinal);
        var name = bracket < 0 ? part : part[..bracket];
        if (part.Length == 0)
            return $"has nothing before or behind a \"{separator}\"; write names with one \"{separator}\" between them";
        if (name.Length == 0 && !isFirst)
            return $"has \"{separator}[\"; an index stands behind its name, as in items[0]";
        if (name.Contains(']', StringComparison.Ordinal))
            return "has a ] without [; write an index as in items[0]";
        if (name.Length > 0)
            steps.Add(new(name));
        return bracket < 0 ? null : Indexes(part.AsSpan(bracket), steps);
    }

    private static string? Indexes(ReadOnlySpan<char> text, ImmutableArray<KeyStep>.Builder steps)
    {
        while (!text.IsEmpty)
        {
            var end = text.IndexOf(']');
            if (text[0] != '[' || end < 0)
                return $"has {Shown(text)} where an index was expected; write it as in items[0]";
            var digits = text[1..end];
            if (!int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var index) || index > LargestIndex)
                return $"has the index {Shown(digits)}; an index is a number from 0 to {LargestIndex}";
            steps.Add(new(null, index));
            text = text[(end + 1)..];
        }

        return null;
    }

    private static string Shown(ReadOnlySpan<char> text) => $"\"{text[..Math.Min(text.Length, 40)]}\"";
}
