using System.Text;
using System.Text.Json.Nodes;
using Fabric.Events;

namespace Fabric.Cli.Components;

/// <summary>An event in the JSON event format, as event-display shows it.</summary>
internal static class EventText
{
    public static string Of(JsonObject structured)
    {
        var outcome = JsonEventParser.Parse(Encoding.UTF8.GetBytes(structured.ToJsonString()), new EventLimits());
        return outcome.Events is { } events ? EventRendering.ToText(events[0]) : structured.ToJsonString() + "\n";
    }
}
