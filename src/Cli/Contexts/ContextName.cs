using Fabric.Cli.Calls;

namespace Fabric.Cli.Contexts;

/// <summary>Names that can be a folder, a resource and a part of a host name.</summary>
internal static class ContextName
{
    private const int Longest = 63;

    public static bool IsValid(string name) =>
        name.Length is > 0 and <= Longest
        && name.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '-')
        && name[0] != '-' && name[^1] != '-';

    /// <exception cref="Refusal">The name is not valid.</exception>
    public static string Check(string name) => IsValid(name)
        ? name
        : throw new Refusal($"\"{name}\" cannot be a name: use lower-case letters, digits and '-' (at most {Longest}), as in my-broker");
}
