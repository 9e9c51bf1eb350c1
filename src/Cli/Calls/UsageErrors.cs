using System.CommandLine;
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

    private static string Sentence(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        if (parsed.UnmatchedTokens.Count > 0)
            return Unmatched(parsed.UnmatchedTokens[0], command);
        if (command.Subcommands.Count > 0 && command.Action is null)
            return $"say what to {command.Name}: {string.Join(", ", command.Subcommands.Where(each => !each.Hidden).Select(each => each.Name))}";
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
