using System.Collections.Immutable;
using Fabric.Cli.Calls;
using Fabric.Filters;
using Fabric.Resources.Kinds;

namespace Fabric.Cli.Components;

/// <summary>The short words for kinds: <c>httppoller</c> for HTTPPollerSource.</summary>
internal static class KindWord
{
    /// <summary>The kinds of sources or targets that can be made by name.</summary>
    public static IEnumerable<ResourceKind> Of(Role role) => KindRegistry.All.Where(kind =>
        Roles.Of(kind) == role && kind.Group is not ("" or "serving.knative.dev"));

    public static string Word(ResourceKind kind, Role role)
    {
        var (name, suffix) = (kind.Kind.ToLowerInvariant(), role.ToString().ToLowerInvariant());
        return name.EndsWith(suffix, StringComparison.Ordinal) ? name[..^suffix.Length] : name;
    }

    /// <exception cref="Refusal">There is no such kind.</exception>
    public static ResourceKind Find(string word, Role role)
    {
        var kinds = Of(role).ToImmutableArray();
        var words = kinds.Select(kind => Word(kind, role)).ToList();
        return kinds.FirstOrDefault(kind => Is(Word(kind, role), word) || Is(kind.Kind, word))
            ?? throw new Refusal($"there is no {role.ToString().ToLowerInvariant()} kind \"{word}\"{NearestName.Hint(word, words)}; there is {string.Join(", ", words)}");
    }

    private static bool Is(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);
}
