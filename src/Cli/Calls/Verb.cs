using System.CommandLine;

namespace Fabric.Cli.Calls;

/// <summary>A command with an example that works when pasted.</summary>
/// <param name="name">The word.</param>
/// <param name="description">One sentence.</param>
/// <param name="example">One line a person can paste; several where it takes several.</param>
internal sealed class Verb(string name, string description, string example = "") : Command(name, description)
{
    public string Example => example;

    /// <summary>What help says behind the options; null for nothing.</summary>
    public Action<ParseResult, TextWriter>? MoreHelp { get; set; }

    public Verb Does(Func<VerbCall, Task<int>> act)
    {
        SetAction((parsed, cancellation) => VerbAction.Run(parsed, act, cancellation));
        return this;
    }

    public Verb Does(Func<VerbCall, Task> act) => Does(async call =>
    {
        await act(call);
        return 0;
    });
}
