using System.CommandLine;
using Fabric.Cli.Calls;
using Fabric.Cli.Client;
using Fabric.Cli.Components;
using Fabric.Cli.Output;

namespace Fabric.Cli.Verbs;

/// <summary><c>fabric watch</c>: what a broker takes in, as it happens, and what it refuses and why.</summary>
internal static class WatchVerb
{
    private static readonly Argument<string?> Broker = new("broker")
    {
        Description = "The broker. Default: the current one.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private static readonly Option<string[]> Types = new("--eventTypes", "-e")
    {
        Description = "Show only events of these types, with commas between them.",
        HelpName = "types",
        DefaultValueFactory = _ => [],
    };

    public static Command Create() => new Verb(
        "watch",
        "Show the events that a broker takes in, and what it refuses and why, until Ctrl-C.",
        "fabric watch foo")
    {
        Broker, Types,
    }.Does(Watch);

    private static async Task<int> Watch(VerbCall call)
    {
        var context = call.For(call.Get(Broker)).Context;
        var broker = context.Broker ?? (await BrokerObjects.Load(call)).Broker.Name();
        var types = call.Get(Types)!.SelectMany(each => each.Split(',')).ToHashSet();
        try
        {
            call.Printer.Log(broker, "Connecting to broker");
            await foreach (var item in LiveTail.Follow(call.Client, context.Namespace, broker, () => call.Printer.Log(broker, "Watching..."), call.Cancellation))
            {
                if (types.Count == 0 || item.Kind == "lost" || types.Contains(item.Event.Text("type") ?? ""))
                    Show(call, item, broker);
            }
        }
        catch (OperationCanceledException) when (call.Cancellation.IsCancellationRequested)
        {
            return 0;
        }
        catch (Exception failure) when (failure is HttpIOException or HttpRequestException)
        {
            // Told below: the stream ended either way.
        }

        throw new Refusal($"\"{broker}\" ended the connection: its server stopped or restarts; watch again once it runs");
    }

    private static void Show(VerbCall call, TailItem item, string broker)
    {
        var printer = call.Printer;
        if (call.Output is OutputFormat.Json)
        {
            item.Json["kind"] = item.Kind;
            printer.Line(item.Json.ToJsonString());
        }
        else if (call.Output is OutputFormat.Yaml)
        {
            printer.Line("---");
            printer.Yaml(item.Json);
        }
        else
        {
            Write(printer, item, broker);
        }

        printer.Output.Flush();
    }

    private static void Write(Printer printer, TailItem item, string broker)
    {
        if (item.Kind == "lost")
            printer.Log(broker, $"❗ error: {item.Json["events"]} events came faster than they could be shown");
        else if (item.IsRefused)
            printer.Log(broker, $"❗ error: refused: {item.Reason}");
        if (item.Event is { } shown)
            printer.Output.Write(EventText.Of(shown));
    }
}
