using System.Globalization;
using System.Text.Json.Nodes;
using Fabric.Cli.Client;
using Fabric.Cli.Output;

namespace Fabric.Cli.Components;

/// <summary>A trace as people read it: for each event, its way through the triggers, line by line.</summary>
internal sealed class TraceText(Printer printer, string space)
{
    private const int MostUnmatched = 8;

    public void Write(JsonObject trace)
    {
        var first = true;
        foreach (var hop in trace["hops"]!.AsArray().OfType<JsonObject>())
        {
            if (!first)
                printer.Line();
            first = false;
            Hop(hop);
        }

        if (trace["isCut"]?.GetValue<bool>() == true)
            printer.Note("There is more: a trace follows 100 hops.");
    }

    private void Hop(JsonObject hop)
    {
        printer.Line($"{printer.Colors.Strong(hop.Text("event", "id")!)}  type {hop.Text("event", "type")}, source {hop.Text("event", "source")}{Because(hop)}");
        printer.Line($"  {hop.Text("time")}  accepted by broker {Name(hop.Text("broker")!)}: partition {hop["partition"]}, offset {hop["offset"]}");
        var triggers = hop["triggers"]!.AsArray().OfType<JsonObject>().ToList();
        foreach (var trigger in triggers)
            Trigger(trigger);
        var unmatched = hop["unmatched"]!.AsArray().Select(each => Name(each!.GetValue<string>())).ToList();
        if (unmatched.Count > 0)
            printer.Line($"  not matched by {string.Join(", ", unmatched.Take(MostUnmatched))}{(unmatched.Count > MostUnmatched ? $" and {unmatched.Count - MostUnmatched} more" : "")}");
        else if (triggers.Count == 0)
            printer.Line("  no trigger reads this broker");
    }

    private string Because(JsonObject hop)
    {
        var trigger = hop.Text("because", "trigger") is { } name ? Name(name) : "";
        return hop.Text("because", "kind") switch
        {
            "reply" => $"  (reply to {hop.Text("because", "id")}, through trigger {trigger})",
            "delivery" => $"  (delivered by trigger {trigger})",
            "dead-letter" => $"  (dead letter of trigger {trigger})",
            _ => "",
        };
    }

    private void Trigger(JsonObject trigger)
    {
        var name = Name(trigger.Text("trigger")!);
        var passes = trigger["matches"]!.GetValue<bool>() ? "matched by" : "not matched any more by";
        printer.Line($"  {passes} trigger {printer.Colors.Strong(name)}{(trigger.Text("target") is { } target ? $" → {target}" : "")}");
        var attempts = trigger["attempts"]?.AsArray().OfType<JsonObject>().ToList() ?? [];
        foreach (var attempt in attempts)
            printer.Line($"    {attempt.Text("time")}  {Attempt(attempt, name)}");
        if (Standing(trigger, attempts.Count) is { } standing)
            printer.Line($"    {standing}");
        if (trigger.Text("held") is { } held)
            printer.Line($"    {printer.Colors.Bad("held up")}: {held}");
    }

    private string Attempt(JsonObject attempt, string trigger)
    {
        var result = attempt.Text("result");
        if (result == "kept")
            return printer.Colors.Bad("dead letter") + $": kept by the trigger; deliver it again with: fabric trigger redrive {trigger}";
        var what = attempt.Text("cause") is { } cause ? cause + ", " : "";
        var sink = attempt["deadLetterSink"] is not null;
        var answer = attempt["status"] is { } status ? $"{status}" : "no answer";
        var took = string.Create(CultureInfo.InvariantCulture, $"{attempt["seconds"]!.GetValue<double>() * 1000:0.#} ms");
        var head = $"{what}{(sink ? "dead letter sink " + attempt.Text("destination") + ", " : "")}attempt {attempt["number"]}: {answer} after {took}";
        return result switch
        {
            "delivered" => $"{head}, {printer.Colors.Good(sink ? "dead letter delivered" : "delivered")}{Reply(attempt)}",
            "retried" => $"{head}, to be tried again: {attempt.Text("reason")}",
            _ => $"{head}, {printer.Colors.Bad("given up")}: {attempt.Text("reason")}",
        };
    }

    private static string Reply(JsonObject attempt) => attempt.Text("reply", "id") is { } id ? $", replied with {id}" : "";

    /// <summary>Where the event stands, as far as the attempts do not say it.</summary>
    private static string? Standing(JsonObject trigger, int attempts) => trigger.Text("progress") switch
    {
        "beforeStart" when attempts == 0 => "published before the trigger began to read: not delivered",
        "notRead" => "not read yet: the trigger is behind",
        "waiting" => "read, and waiting for its turn",
        "inFlight" => "an attempt is under way",
        "retrying" => $"next attempt: {trigger.Text("nextAttempt")}",
        "handled" when attempts == 0 =>
            $"handled before {trigger.Text("attemptsKeptSince")}; attempts as old as that are no longer kept",
        null or "unknown" when attempts == 0 => "nothing is known: the trigger does not run, or did not answer",
        _ => null,
    };

    private string Name(string name) => name.StartsWith(space + "/", StringComparison.Ordinal) ? name[(space.Length + 1)..] : name;
}
