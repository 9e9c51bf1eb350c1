using System.CommandLine;
using Fabric.Cli.Calls;
using Fabric.Cli.Completions;

namespace Fabric.Cli.Verbs;

/// <summary><c>fabric completion</c>: a script that lets a shell complete commands, options, kinds and names.</summary>
internal static class CompletionVerb
{
    private static readonly Argument<string[]> Words = new("words") { Arity = ArgumentArity.ZeroOrMore };

    public static Command Create() => new Verb("completion", "Print the script that lets a shell complete fabric's commands.", "source <(fabric completion bash)")
    {
        Shell("bash", "source <(fabric completion bash)"),
        Shell("zsh", "source <(fabric completion zsh)"),
        Shell("fish", "fabric completion fish | source"),
        Shell("powershell", "fabric completion powershell | Out-String | Invoke-Expression"),
    };

    /// <summary>What the scripts call: <c>fabric __complete describe fo</c> prints what the last word may become.</summary>
    public static Command CreateAnswer()
    {
        var verb = new Verb("__complete", "Print completions of a command line.") { Words }.Does(call =>
        {
            foreach (var completion in Completion.Of(call.Get(Words)!, call))
                call.Printer.Line(completion);
            return Task.CompletedTask;
        });
        verb.Hidden = true;
        return verb;
    }

    private static Verb Shell(string name, string example) =>
        new Verb(name, $"Print the script for {name}.", example).Does(call =>
        {
            call.Printer.Output.Write(CompletionScripts.Of(name));
            return Task.CompletedTask;
        });
}
