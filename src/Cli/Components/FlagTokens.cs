using Fabric.Cli.Calls;

namespace Fabric.Cli.Components;

/// <summary>
/// Flags that no parser knows beforehand, read as tmctl reads them: <c>--field value</c>, <c>--field=value</c>, several
/// words after a flag joined with a space, a flag without a word meaning true.
/// </summary>
internal sealed record FlagTokens(string? Word, IReadOnlyList<KeyValuePair<string, string>> Flags)
{
    /// <exception cref="Refusal">A flag has one dash only.</exception>
    public static FlagTokens Parse(IReadOnlyList<string> tokens)
    {
        var (word, flags) = ((string?)null, new List<KeyValuePair<string, string>>());
        foreach (var token in tokens)
        {
            if (token.StartsWith("--", StringComparison.Ordinal))
                flags.Add(Flag(token[2..]));
            else if (token.Length > 1 && token[0] == '-' && char.IsAsciiLetter(token[1]))
                throw new Refusal($"there is no option {token}; fields of a component have two dashes, as -{token}");
            else if (flags.Count > 0)
                flags[^1] = Longer(flags[^1], token);
            else
                word = word is null ? token : throw new Refusal($"\"{token}\" is one argument too many; fields are given as --field value");
        }

        return new FlagTokens(word, [.. flags.Select(flag => flag.Value.Length == 0 ? KeyValuePair.Create(flag.Key, "true") : flag)]);
    }

    private static KeyValuePair<string, string> Flag(string text) =>
        text.IndexOf('=', StringComparison.Ordinal) is > 0 and var at
            ? KeyValuePair.Create(text[..at], text[(at + 1)..])
            : KeyValuePair.Create(text, "");

    private static KeyValuePair<string, string> Longer(KeyValuePair<string, string> flag, string word) =>
        KeyValuePair.Create(flag.Key, flag.Value.Length == 0 ? word : $"{flag.Value} {word}");
}
