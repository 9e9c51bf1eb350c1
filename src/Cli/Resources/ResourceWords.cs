using System.CommandLine;
using Fabric.Cli.Calls;
using Fabric.Resources.Kinds;

namespace Fabric.Cli.Resources;

/// <summary>What <c>KIND NAME …</c> or <c>KIND/NAME …</c> names, as kubectl reads it.</summary>
/// <param name="Word">The kind as it was typed.</param>
/// <param name="Kinds">The kinds that the word may mean.</param>
/// <param name="Names">The names; none for all of the kind.</param>
internal sealed record ResourceWords(string Word, IReadOnlyList<ResourceKind> Kinds, IReadOnlyList<string> Names)
{
    /// <param name="words">The words of the command line.</param>
    /// <param name="others">What else the first word may be, for the hint at one that is mistyped.</param>
    /// <exception cref="Refusal">There is no such kind, or what was typed mixes kinds.</exception>
    public static ResourceWords Parse(IReadOnlyList<string> words, params IEnumerable<string> others)
    {
        if (!words.Any(word => word.Contains('/', StringComparison.Ordinal)))
            return new ResourceWords(words[0], KindName.Find(words[0], others), [.. words.Skip(1)]);
        var pairs = words.Select(word => word.Split('/', 2)).ToList();
        if (pairs.Find(pair => pair.Length < 2 || pair[0] != pairs[0][0]) is { } odd)
            throw new Refusal($"\"{string.Join('/', odd)}\": give KIND NAME …, or the same KIND/ before every name");
        return new ResourceWords(pairs[0][0], KindName.Find(pairs[0][0], others), [.. pairs.Select(pair => pair[1])]);
    }

    /// <summary>The argument that such words are read from.</summary>
    public static Argument<string[]> Argument(string description) => new("kind and names")
    {
        Description = description,
        HelpName = "KIND NAME",
        Arity = ArgumentArity.ZeroOrMore,
    };
}
