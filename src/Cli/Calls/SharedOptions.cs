using System.CommandLine;
using Fabric.Cli.Output;

namespace Fabric.Cli.Calls;

/// <summary>The options that every verb takes: which node, which broker, and how to print.</summary>
internal static class SharedOptions
{
    public static Option<string?> Context { get; } = new("--context")
    {
        Description = "The context to work on. Default: the current one (fabric brokers shows it).",
        HelpName = "name",
        Recursive = true,
    };

    public static Option<string?> Broker { get; } = new("--broker")
    {
        Description = "The broker to work on: a context of that name, or a broker of the context. Default: the context's own.",
        HelpName = "name",
        Recursive = true,
    };

    public static Option<string?> Namespace { get; } = new("--namespace", "-n")
    {
        Description = "The namespace to work in. Default: the context's, else default.",
        HelpName = "name",
        Recursive = true,
    };

    public static Option<string?> Server { get; } = new("--server")
    {
        Description = "The address of a node or cluster to work on, instead of a context's.",
        HelpName = "url",
        Recursive = true,
    };

    public static Option<string?> Token { get; } = new("--token")
    {
        Description = "The bearer token of the server. Default: the context's, else $FABRIC_TOKEN.",
        HelpName = "token",
        Recursive = true,
    };

    public static Option<string?> Output { get; } = OutputOption();

    public static void AddTo(RootCommand root)
    {
        foreach (var option in (Option[])[Context, Broker, Namespace, Server, Token, Output])
            root.Options.Add(option);
    }

    private static Option<string?> OutputOption()
    {
        var option = new Option<string?>("--output", "-o")
        {
            Description = "json, yaml or name instead of text for people.",
            HelpName = "format",
            Recursive = true,
        };
        option.CompletionSources.Add(OutputFormats.Names);
        return option;
    }
}
