using System.CommandLine;
using System.Text.Json.Nodes;
using Fabric.Cli.Calls;
using Fabric.Cli.Client;
using Fabric.Cli.Components;
using Fabric.Cli.Output;

namespace Fabric.Cli.Verbs;

/// <summary><c>fabric trace</c>: every hop of one event.</summary>
internal static class TraceVerb
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private static readonly Argument<string> Id = new("event-id") { Description = "The event's id." };

    private static readonly Option<string?> Source = new("--source")
    {
        Description = "The event's source, where several have the same id.",
        HelpName = "uri",
    };

    private static readonly Option<string?> Since = new("--since")
    {
        Description = "Look no further back than this, as 10m, or than a time, as 2026-01-31T12:00:00Z.",
        HelpName = "duration or time",
    };

    public static Command Create() => new Verb(
        "trace",
        "Follow one event: where it was accepted, what each trigger did with it, and what came of it.",
        "fabric trace 4711")
    {
        Id, Source, Since,
    }.Does(Trace);

    private static async Task Trace(VerbCall call)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Path(call));
        using var response = await Send(call, request);
        await call.Client.Check(response, call.Cancellation);
        var trace = (JsonObject)JsonNode.Parse(await response.Content.ReadAsStringAsync(call.Cancellation))!;
        switch (call.Output)
        {
            case OutputFormat.Json:
                call.Printer.Json(trace);
                break;
            case OutputFormat.Yaml:
                call.Printer.Yaml(trace);
                break;
            case OutputFormat.Name:
                foreach (var hop in trace["hops"]!.AsArray().OfType<JsonObject>())
                    call.Printer.Line($"{hop.Text("broker")}/{hop["partition"]}/{hop["offset"]}");
                break;
            default:
                new TraceText(call.Printer, call.Context.Namespace).Write(trace);
                break;
        }
    }

    // Most answers come at once; a large log takes a while to look through.
    private static async Task<HttpResponseMessage> Send(VerbCall call, HttpRequestMessage request)
    {
        var answer = call.Client.Send(request, call.Cancellation);
        using var answered = new CancellationTokenSource();
        var patience = Task.Delay(Patience, TimeProvider.System, answered.Token);
        if (await Task.WhenAny(answer, patience) == patience)
            call.Printer.Note("Looking through what the brokers hold; --since 1h looks no further back than that.");
        await answered.CancelAsync();
        return await answer;
    }

    // The context's own broker is no limit: an event may begin in another one of the same node.
    private static string Path(VerbCall call)
    {
        var query = new List<string> { $"id={Uri.EscapeDataString(call.Get(Id)!)}" };
        var broker = call.Get(SharedOptions.Broker) is null ? null : call.Context.Broker;
        foreach (var (name, value) in new[] { ("source", call.Get(Source)), ("since", call.Get(Since)), ("broker", broker) })
        {
            if (value is not null)
                query.Add($"{name}={Uri.EscapeDataString(value)}");
        }

        return $"/trace/{Uri.EscapeDataString(call.Context.Namespace)}?{string.Join('&', query)}";
    }
}
