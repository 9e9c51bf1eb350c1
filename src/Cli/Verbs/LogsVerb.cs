using System.CommandLine;
using System.Text.Json.Nodes;
using Fabric.Cli.Calls;
using Fabric.Cli.Components;
using Fabric.Cli.Contexts;
using Fabric.Cli.Output;
using Fabric.Filters;

namespace Fabric.Cli.Verbs;

/// <summary><c>fabric logs</c>: what a local broker's node said, and what its displays printed.</summary>
internal static class LogsVerb
{
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(100);

    private static readonly Argument<string[]> Names = new("names")
    {
        Description = "Components whose lines to show. Default: all lines of the broker.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private static readonly Option<bool> Follow = new("--follow", "-f") { Description = "Go on as more is written, until Ctrl-C." };

    public static Command Create() => new Verb("logs", "Show what a broker and its components said.", "fabric logs foo --follow")
    {
        Names, Follow,
    }.Does(Show);

    private static async Task Show(VerbCall call)
    {
        var names = call.Get(Names)!;
        var context = call.For(names is [var one] && call.Home.Find(one) is not null ? one : null).Context;
        LocalContexts.Check(context, "logs");
        await Check(call, names.Where(name => name != context.Name));
        var logs = (names.Length == 0 ? [context.Name] : names).SelectMany(name => Of(name, context, call.Node)).ToList();
        foreach (var log in logs)
        {
            call.Printer.Line(Blocks.Rule);
            call.Printer.Line($"{call.Printer.Colors.Strong(log.Name)}:");
            call.Printer.Line(Blocks.Rule);
            log.Copy(call.Printer.Output, prefix: "");
            await Printed(call, log.Name);
        }

        if (call.Get(Follow))
            await Continue(call, logs);
    }

    // What the displays print goes to one file: all of it belongs to the broker.
    private static IEnumerable<LogFile> Of(string name, Context context, BackgroundNode node) => name == context.Name
        ? [new(name, node.LogFile, _ => true), new($"{name} displays", node.OutputFile, line => !line.StartsWith("ready http", StringComparison.Ordinal))]
        : [new(name, node.LogFile, line => line.Contains(name, StringComparison.Ordinal))];

    private static async Task Check(VerbCall call, IEnumerable<string> names)
    {
        var unknown = names.ToList();
        if (unknown.Count == 0)
            return;
        var known = (await BrokerObjects.Load(call)).All.Select(each => each.Name()).ToList();
        if (unknown.Find(name => !known.Contains(name)) is { } missing)
            throw new Refusal($"there is neither a broker nor a component \"{missing}\"{NearestName.Hint(missing, known)}; see what there is with: fabric describe");
    }

    // The newest events of a component that is a display.
    private static async Task Printed(VerbCall call, string component)
    {
        if (!call.Node.IsRunning || component == call.Context.Name)
            return;
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/displays/{Uri.EscapeDataString(call.Context.Namespace)}/{Uri.EscapeDataString(component)}/events");
        using var response = await call.Client.Send(request, call.Cancellation);
        if (!response.IsSuccessStatusCode)
            return;
        foreach (var line in (await response.Content.ReadAsStringAsync(call.Cancellation)).Split('\n', StringSplitOptions.RemoveEmptyEntries))
            call.Printer.Output.Write(EventText.Of(JsonNode.Parse(line)!.AsObject()));
    }

    private static async Task Continue(VerbCall call, List<LogFile> logs)
    {
        try
        {
            using var ticks = new PeriodicTimer(Glance);
            while (await ticks.WaitForNextTickAsync(call.Cancellation))
            {
                foreach (var log in logs)
                    log.Copy(call.Printer.Output, logs.Count == 1 ? "" : $"{call.Printer.Colors.Faint(log.Name)} | ");
            }
        }
        catch (OperationCanceledException) when (call.Cancellation.IsCancellationRequested)
        {
            // Ctrl-C is how following ends.
        }
    }
}
