using System.CommandLine;
using System.Text.Json.Nodes;
using Fabric.Cli.Calls;
using Fabric.Cli.Components;
using Fabric.Cli.Output;

namespace Fabric.Cli.Verbs;

/// <summary><c>fabric describe</c>: a broker and everything around it, in tables.</summary>
internal static class DescribeVerb
{
    private static readonly Argument<string?> Broker = new("broker")
    {
        Description = "The broker. Default: the current one.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    public static Command Create() => new Verb(
        "describe",
        "Show a broker, its triggers, transformations, sources and targets, and whether each is online.",
        "fabric describe")
    {
        Broker,
    }.Does(call => Describe(call.For(call.Get(Broker))));

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
