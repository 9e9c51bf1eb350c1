using System.CommandLine;
using System.CommandLine.Parsing;
using Fabric.Filters;

namespace Fabric.Cli.Calls;

/// <summary>Says in one sentence what is wrong with a command line, and what was probably meant.</summary>
internal static class UsageErrors
{
    public static int Tell(ParseResult parsed, TextWriter error)
    {
        var path = Path(parsed.CommandResult.Command);
        error.WriteLine($"fabric: {Sentence(parsed)}");
        error.WriteLine($"Try: {path} --help");
        return 1;
    }

    /// <summary>True where a command line can be acted on but a mistyped option was taken for a value.</summary>
    public static bool HidesOne(ParseResult parsed) => TakenForValue(parsed) is not null;

    private static string Sentence(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        if (TakenForValue(parsed) is { } option)
            return $"{Unmatched(option, command)}; put -- before a value that begins with -";
        if (parsed.UnmatchedTokens.Count > 0)
            return Unmatched(parsed.UnmatchedTokens[0], command);
        if (command.Subcommands.Count > 0 && command.Action is null)
            return $"say what follows \"{Path(command)}\": {string.Join(", ", command.Subcommands.Where(each => !each.Hidden).Select(each => each.Name))}";
        if (command.Options.FirstOrDefault(each => each.Required && parsed.GetResult(each) is null or { Implicit: true }) is { } required)
            return $"{Path(command)["fabric ".Length..]} needs {required.Name} {required.HelpName?.ToUpperInvariant()}: {required.Description?.TrimEnd('.').ToLowerInvariant()}";
        return command.Arguments.FirstOrDefault(each => each.Arity.MinimumNumberOfValues > 0 && parsed.GetResult(each) is not { Tokens.Count: > 0 }) is { } missing
            ? $"{Path(command)["fabric ".Length..]} needs a {missing.HelpName ?? missing.Name}: {missing.Description?.TrimEnd('.').ToLowerInvariant()}"
            : parsed.Errors[0].Message.TrimEnd('.');
    }

    private static string Unmatched(string token, Command command)
    {
        if (token.StartsWith('-'))
            return $"there is no option {token}{NearestName.Hint(token, Options(command))}";
        return command.Subcommands.Count > 0
            ? $"there is no command \"{token}\"{NearestName.Hint(token, command.Subcommands.Select(each => each.Name))}"
            : $"\"{token}\" is one argument too many";
    }

    // A verb that takes any number of names takes an option that it does not know as one of them.
    private static string? TakenForValue(ParseResult parsed)
    {
        if (!parsed.CommandResult.Command.TreatUnmatchedTokensAsErrors)
            return null;
        var meant = parsed.Tokens.SkipWhile(each => each.Type != TokenType.DoubleDash).Select(each => each.Value).ToList();
        return parsed.CommandResult.Children.OfType<ArgumentResult>()
            .SelectMany(each => each.Tokens)
            .Select(each => each.Value)
            .FirstOrDefault(each => LooksLikeOption(each) && !meant.Contains(each));
    }

    private static bool LooksLikeOption(string value) =>
        (value.Length > 2 && value.StartsWith("--", StringComparison.Ordinal) && char.IsAsciiLetter(value[2]))
        || (value.Length == 2 && value[0] == '-' && char.IsAsciiLetter(value[1]));

    private static IEnumerable<string> Options(Command command) => command.Options
        .Concat(command.Parents.OfType<Command>().SelectMany(Inherited))
        .Where(option => !option.Hidden)
        .SelectMany(option => option.Aliases.Prepend(option.Name));

    private static IEnumerable<Option> Inherited(Command command) => command.Options
        .Where(option => option.Recursive)
        .Concat(command.Parents.OfType<Command>().SelectMany(Inherited));

    private static string Path(Command command)
    {
        var parent = command.Parents.OfType<Command>().FirstOrDefault();
        return parent is null ? "fabric" : $"{Path(parent)} {command.Name}";
    }
}
