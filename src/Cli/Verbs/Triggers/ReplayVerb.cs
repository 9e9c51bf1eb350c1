using System.CommandLine;
using System.Text.Json.Nodes;
using Fabric.Cli.Calls;
using Fabric.Cli.Client;
using Fabric.Cli.Components;
using Fabric.Cli.Output;

namespace Fabric.Cli.Verbs.Triggers;

/// <summary><c>fabric trigger replay</c>: delivers again what the broker still holds.</summary>
internal static class ReplayVerb
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(250);

    // A trigger that is just being restarted says nothing for a while.
    private const int MostSilent = 40;

    private static readonly Argument<string> Trigger = new("trigger") { Description = "The trigger." };

    private static readonly Option<string?> From = new("--from")
    {
        Description = "Where to begin: how long ago, as 10m, a time, as 2026-01-31T12:00:00Z, or an offset. Default: the oldest event kept.",
        HelpName = "duration, time or offset",
    };

    private static readonly Option<string?> To = new("--to")
    {
        Description = "Where to end, given in the same way; what stands there is left out. Default: where the trigger is now.",
        HelpName = "duration, time or offset",
    };

    private static readonly Option<bool> Wait = new("--wait") { Description = "Wait for its end. Ctrl-C ends the waiting, not the replay." };

    private static readonly Option<bool> Stop = new("--stop") { Description = "Stop the replay that is under way." };

    public static Command Create() => new Verb(
        "replay",
        "Deliver again what the broker still holds, beside what is delivered anyway.",
        "fabric trigger replay orders-to-shop --from 10m")
    {
        Trigger, From, To, Wait, Stop,
    }.Does(Replay);

    /// <summary>A replay in a cell of a table.</summary>
    public static string Shown(JsonObject? replay) => replay.Text("phase") switch
    {
        "Running" => $"{replay!["left"]} of {replay["events"]} left",
        "Completed" => $"done: {replay!["delivered"]} delivered",
        "Stopped" => $"stopped: {replay!["delivered"]} delivered",
        _ => "-",
    };

    private static async Task Replay(VerbCall call)
    {
        var (kind, trigger) = await NamedTriggers.Find(call, call.Get(Trigger)!);
        var name = trigger.Name();
        var path = ResourcePath.Of(kind, call.Context.Namespace, name);
        if (call.Get(Stop))
        {
            await End(call, path + "/replay", name);
            return;
        }

        var body = new JsonObject();
        if (call.Get(From) is { } from)
            body["from"] = from;
        if (call.Get(To) is { } to)
            body["to"] = to;
        var answer = await call.Client.Post(path + "/replay", body, call.Cancellation);
        if (answer.Text("reason") is { } reason)
        {
            Print(call, answer!, $"Nothing to replay for trigger \"{name}\": {reason}");
            return;
        }

        var events = answer?["events"]?.ToString();
        if (!call.Get(Wait))
        {
            Print(call, answer!, $"Replaying trigger \"{name}\": {events} events of the broker are looked through; see how far it is with: fabric trigger lag {name}");
            return;
        }

        call.Printer.Note($"Replaying trigger \"{name}\": {events} events of the broker are looked through");
        var replay = await Ended(call, path);
        Print(call, replay, $"Replayed trigger \"{name}\": {replay["delivered"]} delivered, {replay["deadLettered"]} dead-lettered{(replay.Text("phase") == "Stopped" ? ", and stopped" : "")}");
    }

    private static async Task<JsonObject> Ended(VerbCall call, string path)
    {
        for (var silent = 0; silent < MostSilent; silent++)
        {
            await Task.Delay(Poll, TimeProvider.System, call.Cancellation);
            if ((await call.Client.Find(path, call.Cancellation)).Object("status", "delivery", "replay") is not { } replay)
                continue;
            if (replay.Text("phase") != "Running")
                return replay;
            silent = 0;
        }

        throw new Refusal("the trigger says nothing about its replay any more: it was deleted, or restarted after the replay's end");
    }

    private static async Task End(VerbCall call, string path, string name)
    {
        using var request = new HttpRequestMessage(HttpMethod.Delete, path);
        using var response = await call.Client.Send(request, call.Cancellation);
        await call.Client.Check(response, call.Cancellation);
        var answer = JsonNode.Parse(await response.Content.ReadAsStringAsync(call.Cancellation))!.AsObject();
        if (answer["stopped"]?.GetValue<bool>() != true)
            throw new Refusal($"no replay of trigger \"{name}\" is under way");
        Print(call, answer, $"Stopped the replay of trigger \"{name}\"");
    }

    private static void Print(VerbCall call, JsonObject answer, string sentence)
    {
        if (call.Output == OutputFormat.Json)
            call.Printer.Json(answer);
        else if (call.Output == OutputFormat.Yaml)
            call.Printer.Yaml(answer);
        else
            call.Printer.Line(sentence);
    }
}
