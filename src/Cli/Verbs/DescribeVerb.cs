using System.CommandLine;
using System.Text.Json.Nodes;
using Fabric.Cli.Calls;
using Fabric.Cli.Components;
using Fabric.Cli.Output;
using Fabric.Cli.Resources;

namespace Fabric.Cli.Verbs;

/// <summary><c>fabric describe</c>: a broker and everything around it, in tables.</summary>
internal static class DescribeVerb
{
    private static readonly Argument<string[]> Words = new("broker, or kind and name")
    {
        Description = "A broker; or a kind and names of that kind, as memorybroker foo or memorybroker/foo. Default: the current broker.",
        HelpName = "BROKER or KIND NAME",
        Arity = ArgumentArity.ZeroOrMore,
    };

    public static Command Create() => new Verb(
        "describe",
        "Show a broker with what is around it and whether each is online, or all about any resource.",
        "fabric describe\nfabric describe broker foo")
    {
        Words,
    }.Does(call => call.Get(Words)! switch
    {
        [] => Describe(call),
        [var word] when !word.Contains('/', StringComparison.Ordinal) && (call.Home.Find(word) is not null || KindName.TryFind(word).Count == 0) => Describe(call.For(word)),
        var words => Resources(call, ResourceWords.Parse(words)),
    });

    private static async Task Resources(VerbCall call, ResourceWords words)
    {
        var found = (await ResourceSearch.Find(call, words)).Select(each => each.Manifest).ToList();
        if (call.Printer.Objects(call.Output, found, asList: found.Count != 1))
            return;
        if (found.Count == 0)
            call.Printer.Note($"There is no {words.Word} in namespace {call.Context.Namespace}.");
        foreach (var each in found)
        {
            if (each != found[0])
                call.Printer.Line("\n");
            ResourceDescription.Write(each, call.Printer.Colors, call.Printer.Output);
        }
    }

    /// <summary>The tables of the call's broker.</summary>
    public static async Task Describe(VerbCall call)
    {
        var objects = await BrokerObjects.Load(call);
        if (call.Printer.Objects(call.Output, [.. objects.All]))
            return;
        var status = new StatusText(call.Context, call.Printer.Colors);
        Show(call, ["Broker", "Status"], [objects.Broker], each => [each.Name(), status.Of(each)]);
        Show(call, ["Trigger", "Target", "Filter"], objects.Triggers, each => [each.Name(), TriggerParts.TargetOf(each), FilterText.Of(each)]);
        Show(call, ["Transformation", "EventTypes", "Status"], objects.Transformations, each =>
            [each.Name(), EventTypes.Text(EventTypes.ProducedBy(each)), status.Of(each)]);
        Show(call, ["Source", "Kind", "EventTypes", "Status"], objects.Sources, each =>
            [each.Name(), Images.KindText(each), EventTypes.Text(EventTypes.ProducedBy(each)), status.Of(each)]);
        Show(call, ["Target", "Kind", "Expected Events", "Status"], objects.Targets, each =>
            [each.Name(), Images.KindText(each), EventTypes.Text(EventTypes.ConsumedBy(each)), status.Of(each)]);
    }

    private static void Show(VerbCall call, string[] headings, IReadOnlyList<JsonObject> objects, Func<JsonObject, string[]> row)
    {
        if (objects.Count == 0)
            return;
        var table = new TextTable(headings);
        foreach (var each in objects)
            table.Add(row(each));
        call.Printer.Table(table);
        call.Printer.Line();
    }
}
