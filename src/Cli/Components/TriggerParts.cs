using System.Text.Json.Nodes;

namespace Fabric.Cli.Components;

/// <summary>Reads triggers of either kind.</summary>
internal static class TriggerParts
{
    public static string BrokerOf(JsonObject trigger) =>
        trigger["spec"].Text("broker") ?? trigger["spec"].Text("broker", "name") ?? "";

    /// <summary>The name of the target, or its address.</summary>
    public static string TargetOf(JsonObject trigger)
    {
        var target = Destination(trigger);
        return target.Text("ref", "name") ?? target.Text("uri") ?? "";
    }

    public static JsonObject? Destination(JsonObject trigger) =>
        trigger["spec"].Object("target") ?? trigger["spec"].Object("subscriber");

    /// <summary>The event types that the trigger asks for by exact match.</summary>
    public static IEnumerable<string> Types(JsonObject trigger) =>
        (trigger["spec"]?["filters"] as JsonArray ?? [])
            .Select(filter => filter.Text("exact", "type")).OfType<string>()
            .Concat(trigger["spec"].Text("filter", "attributes", "type") is { Length: > 0 } type ? [type] : []);
}
