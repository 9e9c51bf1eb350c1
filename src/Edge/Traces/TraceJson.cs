using System.Globalization;
using System.Text.Json.Nodes;
using Fabric.Edge.Delivery;
using Fabric.Events;
using Fabric.Journals;

namespace Fabric.Edge.Traces;

/// <summary>A trace as JSON: hops, in each the triggers, in each the attempts.</summary>
internal static class TraceJson
{
    private static readonly string[] Results = ["delivered", "retried", "givenUp", "kept"];
    private static readonly string[] Causes = ["delivery", "redrive", "replay"];
    private static readonly string[] Progresses = ["unknown", "beforeStart", "notRead", "waiting", "inFlight", "retrying", "handled"];

    public static JsonObject Of(Hop hop)
    {
        var record = hop.Event.Record;
        var attributes = CloudEvent.From(record);
        var json = new JsonObject
        {
            ["broker"] = Name(hop.Event.Broker),
            ["partition"] = hop.Event.Partition,
            ["offset"] = record.Offset,
            ["time"] = Time(record.AppendedAt),
            ["event"] = new JsonObject { ["id"] = attributes.Id, ["source"] = attributes.Source, ["type"] = attributes.Type },
        };
        if (hop.Because is { } because)
            json["because"] = new JsonObject { ["kind"] = because.Kind, ["trigger"] = Name(because.Trigger), ["id"] = because.Id };
        json["triggers"] = new JsonArray([.. hop.Triggers.Select(Of)]);
        json["unmatched"] = new JsonArray([.. hop.Unmatched.Select(Name)]);
        return json;
    }

    private static JsonObject Of(TriggerHop hop)
    {
        var json = new JsonObject { ["trigger"] = Name(hop.Name), ["matches"] = hop.Matches };
        if (hop.Spec.Target is { } target)
            json["target"] = TransportFault.Show(target.Uri);
        if (hop.Trace is not { } trace)
            return json;
        json["progress"] = Progresses[(int)trace.Progress];
        if (trace.Held is { } held)
            json["held"] = held;
        if (trace.NextAt is { } nextAt)
            json["nextAttempt"] = Time(nextAt);
        json["attemptsKeptSince"] = Time(trace.KeptSince);
        json["attempts"] = new JsonArray([.. trace.Attempts.Select(Of)]);
        return json;
    }

    private static JsonObject Of(AttemptNote attempt)
    {
        var json = new JsonObject { ["time"] = Time(attempt.At), ["result"] = Results[(int)attempt.Result] };
        if (attempt.Cause != AttemptCause.Delivery)
            json["cause"] = Causes[(int)attempt.Cause];
        if (attempt.ToSink)
            json["deadLetterSink"] = true;
        if (attempt.Number > 0)
        {
            json["number"] = attempt.Number;
            json["seconds"] = Math.Round(attempt.Took.TotalSeconds, 6);
        }

        if (attempt.Code is { } code)
            json["status"] = code;
        if (attempt.Destination is { } destination)
            json["destination"] = TransportFault.Show(destination);
        if (attempt.Reason is { } reason)
            json["reason"] = reason;
        if (attempt.ReplyId is { } reply)
            json["reply"] = new JsonObject { ["id"] = reply, ["source"] = attempt.ReplySource };
        return json;
    }

    public static string Time(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);

    private static JsonNode Name(ResourceName name) => name.ToString();
}
