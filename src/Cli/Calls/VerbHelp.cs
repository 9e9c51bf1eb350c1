using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Fabric.Cli.Calls;

/// <summary>Help, with the verb's example behind it.</summary>
internal sealed class VerbHelp(SynchronousCommandLineAction help) : SynchronousCommandLineAction
{
    // Help stands for a command line that is not complete.
    public override bool ClearsParseErrors => true;

    public static void AddTo(RootCommand root)
    {
        var option = root.Options.OfType<HelpOption>().First();
        option.Action = new VerbHelp((SynchronousCommandLineAction)option.Action!);
    }

    public override int Invoke(ParseResult parseResult)
    {
        var code = help.Invoke(parseResult);
        if (parseResult.CommandResult.Command is not Verb verb)
            return code;
        var output = parseResult.InvocationConfiguration.Output;
        verb.MoreHelp?.Invoke(parseResult, output);
        if (verb.Example.Length > 0)
            output.WriteLine($"Example:\n  {verb.Example.Replace("\n", "\n  ", StringComparison.Ordinal)}\n");
        return code;
    }
}
