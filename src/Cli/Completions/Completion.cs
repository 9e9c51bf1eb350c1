using System.CommandLine;
using Fabric.Cli.Calls;
using Fabric.Cli.Components;

namespace Fabric.Cli.Completions;

/// <summary>What the last word of a command line may become.</summary>
internal static class Completion
{
    public static IEnumerable<string> Of(string[] words, VerbCall call)
    {
        var last = words.Length == 0 ? "" : words[^1];
        var before = words.Length == 0 ? [] : words[..^1];
        var root = call.Parsed.RootCommandResult.Command;
        return Offered(root, before, last, call)
            .Where(each => each.StartsWith(last, StringComparison.Ordinal) && !each.StartsWith("__", StringComparison.Ordinal))
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal);
    }

    private static IEnumerable<string> Offered(Command root, string[] before, string last, VerbCall call)
    {
        if (before is [.., "--broker" or "--context" or "--set"])
            return Contexts(call);
        var parsed = root.Parse(before);
        var command = parsed.CommandResult.Command;
        if (command is Verb { Name: "source" or "target" } && command.Parents.Any(each => each.Name == "create") && parsed.UnmatchedTokens.Count == 0 && !last.StartsWith('-'))
            return Kinds(command.Name == "source" ? Role.Source : Role.Target);
        var known = root.Parse([.. before, last]).GetCompletions().Select(each => each.Label);
        return command.Arguments.Any(each => each.Name == "broker") ? known.Concat(Contexts(call)) : known;
    }

    private static IEnumerable<string> Contexts(VerbCall call) => call.Home.Contexts().Select(context => context.Name);

    private static IEnumerable<string> Kinds(Role role) => KindWord.Of(role).Select(kind => KindWord.Word(kind, role));
}
