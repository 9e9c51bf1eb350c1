using System.CommandLine;
using System.Text.Json.Nodes;
using Fabric.Cli.Calls;
using Fabric.Cli.Client;
using Fabric.Cli.Components;
using Fabric.Cli.Output;
using Fabric.Cli.Verbs.Triggers;

namespace Fabric.Cli.Verbs;

/// <summary><c>fabric trigger</c>: how triggers are doing, and what they could not deliver.</summary>
internal static class TriggerVerb
{
    private static readonly Argument<string?> Any = new("trigger")
    {
        Description = "The trigger. Default: all of them.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private static readonly Argument<string> One = new("trigger") { Description = "The trigger's name." };

    private static readonly Argument<long[]> Positions = new("positions")
    {
        Description = "Positions in the list. Default: all.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    public static Command Create() => new Verb("trigger", "See how triggers are doing, stop and start them, and deliver again what failed.", "fabric trigger lag")
    {
        new Verb("lag", "Show how far each trigger is behind, and what it delivered.", "fabric trigger lag") { Any }.Does(Lag),
        new Verb("pause", "Stop deliveries; events wait in the broker.", "fabric trigger pause orders-to-shop") { One }.Does(call => Pause(call, true)),
        new Verb("resume", "Go on with deliveries where they stopped.", "fabric trigger resume orders-to-shop") { One }.Does(call => Pause(call, false)),
        new Verb("dead-letters", "Show what could not be delivered and has no dead letter sink.", "fabric trigger dead-letters orders-to-shop") { One }.Does(DeadLetters),
        new Verb("redrive", "Deliver dead letters again; those that fail stay.", "fabric trigger redrive orders-to-shop") { One, Positions }.Does(Redrive),
        ReplayVerb.Create(),
    };

    private static async Task Lag(VerbCall call)
    {
        var wanted = call.Get(Any);
        var triggers = (await NamedTriggers.All(call)).Where(trigger => wanted is null || trigger.Manifest.Name() == wanted).Select(trigger => trigger.Manifest).ToList();
        if (wanted is not null && triggers.Count == 0)
            await NamedTriggers.Find(call, wanted);
        if (call.Printer.Objects(call.Output, triggers))
            return;
        var replays = triggers.Any(trigger => trigger.Object("status", "delivery", "replay") is not null);
        string[] replay = replays ? ["REPLAY"] : [];
        var table = new TextTable(["TRIGGER", "LAG", "BEHIND", "IN FLIGHT", "DELIVERED", "RETRIED", "DEAD-LETTERED", "KEPT", .. replay, "LAST ERROR"]);
        foreach (var trigger in triggers)
        {
            var live = trigger.Object("status", "delivery");
            string Number(string field) => live?[field]?.ToString() ?? "-";
            string[] replayed = replays ? [ReplayVerb.Shown(live.Object("replay"))] : [];
            table.Add(
            [
                trigger.Name(), Number("lagEvents"), live?["lagSeconds"] is { } seconds ? $"{seconds}s" : "-", Number("inFlight"), Number("delivered"),
                Number("retried"), Number("deadLettered"), Number("deadLettersKept"), .. replayed, live.Text("lastError") ?? "",
            ]);
        }

        call.Printer.Table(table);
    }

    private static async Task Pause(VerbCall call, bool paused)
    {
        var (kind, trigger) = await NamedTriggers.Find(call, call.Get(One)!);
        using var request = new HttpRequestMessage(HttpMethod.Patch, ResourcePath.Of(kind, call.Context.Namespace, trigger.Name()))
        {
            Content = new StringContent(
                new JsonObject { ["spec"] = new JsonObject { ["paused"] = paused ? true : null } }.ToJsonString(), System.Text.Encoding.UTF8, "application/merge-patch+json"),
        };
        using var response = await call.Client.Send(request, call.Cancellation);
        await call.Client.Check(response, call.Cancellation);
        var changed = await call.Client.Find(kind, call.Context.Namespace, trigger.Name(), call.Cancellation) ?? trigger;
        if (call.Printer.Objects(call.Output, [changed], asList: false))
            return;
        call.Printer.Line(paused
            ? $"Paused trigger \"{trigger.Name()}\": its events wait in the broker"
            : $"Resumed trigger \"{trigger.Name()}\"");
    }

    private static async Task DeadLetters(VerbCall call)
    {
        var (kind, trigger) = await NamedTriggers.Find(call, call.Get(One)!);
        var list = await call.Client.Find($"{ResourcePath.Of(kind, call.Context.Namespace, trigger.Name())}/deadletters?limit=1000", call.Cancellation);
        var letters = (list?["items"] as JsonArray)?.OfType<JsonObject>().ToList() ?? [];
        if (call.Output != OutputFormat.Text)
        {
            foreach (var letter in letters)
                call.Printer.Line(call.Output == OutputFormat.Name ? letter["position"]!.ToString() : letter.ToJsonString());
            return;
        }

        foreach (var letter in letters)
        {
            call.Printer.Line($"{letter.Text("time")}  position {letter["position"]}");
            call.Printer.Output.Write(EventText.Of(letter["event"]!.AsObject()));
        }

        call.Printer.Note(letters.Count == 0
            ? $"Trigger \"{trigger.Name()}\" keeps no dead letters."
            : $"{list!["metadata"]?["total"]} in all; deliver them again with: fabric trigger redrive {trigger.Name()}");
    }

    private static async Task Redrive(VerbCall call)
    {
        var (kind, trigger) = await NamedTriggers.Find(call, call.Get(One)!);
        var positions = call.Get(Positions)!;
        var body = positions.Length == 0 ? null : new JsonObject { ["positions"] = new JsonArray([.. positions.Select(position => JsonValue.Create(position))]) };
        var answer = await call.Client.Post($"{ResourcePath.Of(kind, call.Context.Namespace, trigger.Name())}/deadletters:redrive", body, call.Cancellation);
        call.Printer.Line($"Redriven: {answer?["redriven"]?.ToString() ?? "0"}");
    }
}
