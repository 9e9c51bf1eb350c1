using System.CommandLine;
using System.Text.Json.Nodes;
using Fabric.Cli.Calls;
using Fabric.Cli.Contexts;
using Fabric.Cli.Output;

namespace Fabric.Cli.Verbs;

/// <summary><c>fabric brokers</c>: the contexts, and which is current.</summary>
internal static class BrokersVerb
{
    private static readonly Option<string?> Set = new("--set")
    {
        Description = "Make this broker the current one.",
        HelpName = "broker",
    };

    public static Command Create() => new Verb(
        "brokers",
        "List the brokers; the current one is marked with *.",
        "fabric brokers --set foo")
    {
        Set,
    }.Does(List);

    private static Task List(VerbCall call)
    {
        if (call.Get(Set) is { } wanted)
            call.Home.Settings.Context = ContextSelection.Named(call.Home, wanted).Name;

        var current = call.Home.Settings.Context;
        var contexts = call.Home.Contexts();
        switch (call.Output)
        {
            case OutputFormat.Json:
                call.Printer.Json(Items(contexts, current));
                break;
            case OutputFormat.Yaml:
                call.Printer.Yaml(Items(contexts, current));
                break;
            default:
                if (contexts.Count == 0)
                    call.Printer.Note("There is no broker yet; make one with: fabric create broker foo");
                foreach (var context in contexts)
                    call.Printer.Line(call.Output == OutputFormat.Name || context.Name != current ? context.Name : $"*{context.Name}");
                break;
        }

        return Task.CompletedTask;
    }

    private static JsonArray Items(IReadOnlyList<Context> contexts, string? current) => new([.. contexts.Select(context => new JsonObject
    {
        ["name"] = context.Name,
        ["broker"] = context.Broker,
        ["server"] = context.Server.GetLeftPart(UriPartial.Authority),
        ["namespace"] = context.Namespace,
        ["local"] = context.IsLocal,
        ["current"] = context.Name == current,
    })]);
}
