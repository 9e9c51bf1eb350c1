using Fabric.Filters;
using Fabric.Cli.Calls;
using Fabric.Resources.Kinds;

namespace Fabric.Cli.Resources;

/// <summary>Finds a kind as kubectl does: by plural, singular, kind, short name or category, with or without <c>.group</c>.</summary>
internal static class KindName
{
    /// <param name="word">What was typed.</param>
    /// <param name="others">What it may be instead of a kind, for the hint at one that is mistyped.</param>
    /// <exception cref="Refusal">There is no such kind.</exception>
    public static IReadOnlyList<ResourceKind> Find(string word, params IEnumerable<string> others)
    {
        if (TryFind(word) is { Count: > 0 } found)
            return found;
        var hint = NearestName.Hint(word, KindRegistry.All.SelectMany(kind => kind.Categories.Add(kind.Plural).Add(kind.Singular)).Concat(others));
        throw new Refusal($"there is no kind \"{word}\"{hint}; fabric get all shows what there is");
    }

    /// <summary>The kinds of that name; none where there is no such kind.</summary>
    public static IReadOnlyList<ResourceKind> TryFind(string word)
    {
        var dot = word.IndexOf('.', StringComparison.Ordinal);
        return dot < 0
            ? [.. KindRegistry.Named(null, word).Union(KindRegistry.All.Where(kind => kind.Categories.Any(category => IsCategory(word, category))))]
            : KindRegistry.Named(word[(dot + 1)..], word[..dot]);
    }

    // "brokers" and "broker" are all kinds of brokers.
    private static bool IsCategory(string word, string category) =>
        word.Equals(category, StringComparison.OrdinalIgnoreCase) || (word + "s").Equals(category, StringComparison.OrdinalIgnoreCase);
}
