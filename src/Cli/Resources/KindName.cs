using Fabric.Filters;
using Fabric.Cli.Calls;
using Fabric.Resources.Kinds;

namespace Fabric.Cli.Resources;

/// <summary>Finds a kind as kubectl does: by plural, singular, kind or short name, with or without <c>.group</c>.</summary>
internal static class KindName
{
    /// <exception cref="Refusal">There is no such kind.</exception>
    public static IReadOnlyList<ResourceKind> Find(string word)
    {
        var dot = word.IndexOf('.', StringComparison.Ordinal);
        var found = dot < 0 ? KindRegistry.Named(null, word) : KindRegistry.Named(word[(dot + 1)..], word[..dot]);
        if (found.Length > 0)
            return found;
        var hint = NearestName.Hint(word, KindRegistry.All.SelectMany(kind => new[] { kind.Plural, kind.Singular }).Concat(["all"]));
        throw new Refusal($"there is no kind \"{word}\"{hint}; fabric get all shows what there is");
    }
}
