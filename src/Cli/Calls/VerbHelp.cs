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
        var output = parseResult.InvocationConfiguration.Output;
        using var text = new StringWriter { NewLine = "\n" };
        parseResult.InvocationConfiguration.Output = text;
        var code = help.Invoke(parseResult);
        parseResult.InvocationConfiguration.Output = output;
        output.Write(WithoutOtherArguments(text.ToString()));
        if (parseResult.CommandResult.Command is not Verb verb)
            return code;
        verb.MoreHelp?.Invoke(parseResult, output);
        if (verb.Example.Length > 0)
            output.WriteLine($"Example:\n  {verb.Example.Replace("\n", "\n  ", StringComparison.Ordinal)}\n");
        return code;
    }

    // Where a verb takes fields as flags, the library speaks of arguments for another application.
    private static string WithoutOtherArguments(string text)
    {
        var begin = text.IndexOf("Additional Arguments:", StringComparison.Ordinal);
        var end = begin < 0 ? -1 : text.IndexOf("\n\n", begin, StringComparison.Ordinal);
        return (end < 0 ? text : text.Remove(begin, end + 2 - begin)).Replace(" [[--] <additional arguments>...]]", " --FIELD VALUE …", StringComparison.Ordinal);
    }
}
