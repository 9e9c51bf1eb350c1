using System.CommandLine;
using System.Net;
using System.Text.Json.Nodes;
using Fabric.Cli.Calls;
using Fabric.Cli.Components;
using Fabric.Cli.Output;

namespace Fabric.Cli.Verbs;

/// <summary><c>fabric events</c>: what a broker holds, from its log.</summary>
internal static class EventsVerb
{
    private static readonly Argument<string?> Broker = new("broker")
    {
        Description = "The broker. Default: the current one.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private static readonly Option<string?> Since = new("--since")
    {
        Description = "Only what is younger than this, as 10m, or than a time, as 2026-01-31T12:00:00Z.",
        HelpName = "duration or time",
    };

    private static readonly Option<string?> Type = new("--type") { Description = "Only events of this type.", HelpName = "type" };

    private static readonly Option<string?> Filter = new("--filter")
    {
        Description = "Only events that an expression in CloudEvents SQL lets pass.",
        HelpName = "cesql",
    };

    private static readonly Option<int?> Limit = new("--limit") { Description = "At most so many events.", HelpName = "events" };

    private static readonly Option<bool> Follow = new("--follow") { Description = "Go on with what comes, until Ctrl-C." };

    public static Command Create() => new Verb(
        "events",
        "Show the events that a broker holds, oldest first.",
        "fabric events --since 10m --filter \"type LIKE 'order%'\"")
    {
        Broker, Since, Type, Filter, Limit, Follow,
    }.Does(Show);

    private static async Task<int> Show(VerbCall call)
    {
        var context = call.For(call.Get(Broker)).Context;
        var broker = context.Broker ?? (await BrokerObjects.Load(call)).Broker.Name();
        using var request = new HttpRequestMessage(HttpMethod.Get, Path(call, context.Namespace, broker));
        using var response = await call.Client.Send(request, call.Cancellation);
        if (response.StatusCode == HttpStatusCode.NotFound)
            throw new Refusal($"there is no broker \"{broker}\" in namespace {context.Namespace}; see what there is with: fabric describe");
        if (response.StatusCode == HttpStatusCode.BadRequest)
            throw new Refusal((await response.Content.ReadAsStringAsync(call.Cancellation)).Trim());
        await call.Client.Check(response, call.Cancellation);
        try
        {
            using var lines = new StreamReader(await response.Content.ReadAsStreamAsync(call.Cancellation));
            while (await lines.ReadLineAsync(call.Cancellation) is { } line)
                Print(call, line);
        }
        catch (OperationCanceledException) when (call.Cancellation.IsCancellationRequested)
        {
            // Ctrl-C ends what follows.
        }

        return 0;
    }

    private static void Print(VerbCall call, string line)
    {
        var item = JsonNode.Parse(line)!.AsObject();
        switch (call.Output)
        {
            case OutputFormat.Json:
                call.Printer.Line(line);
                break;
            case OutputFormat.Yaml:
                call.Printer.Line("---");
                call.Printer.Yaml(item);
                break;
            case OutputFormat.Name:
                call.Printer.Line(item.Text("event", "id") ?? "");
                break;
            default:
                call.Printer.Line($"{item.Text("time")}  partition {item["partition"]} offset {item["offset"]}");
                call.Printer.Output.Write(EventText.Of(item["event"]!.AsObject()));
                break;
        }

        call.Printer.Output.Flush();
    }

    private static string Path(VerbCall call, string space, string broker)
    {
        var query = new List<string>();
        foreach (var (name, value) in new[]
            { ("since", call.Get(Since)), ("type", call.Get(Type)), ("filter", call.Get(Filter)), ("limit", call.Get(Limit)?.ToString(System.Globalization.CultureInfo.InvariantCulture)) })
        {
            if (value is not null)
                query.Add($"{name}={Uri.EscapeDataString(value)}");
        }

        if (call.Get(Follow))
            query.Add("follow=true");
        return $"/brokers/{Uri.EscapeDataString(space)}/{Uri.EscapeDataString(broker)}/events?{string.Join('&', query)}";
    }
}
