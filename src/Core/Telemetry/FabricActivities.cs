using System.Diagnostics;
using System.Text;
using Fabric.Events;

namespace Fabric.Telemetry;

/// <summary>The spans of an event's way, from ingest to delivery, as one W3C trace.</summary>
public static class FabricActivities
{
    /// <summary>The name to listen to.</summary>
    public const string SourceName = "Fabric";

    public static ActivitySource Source { get; } = new(SourceName);

    /// <summary>Starts a span that continues the trace which an event carries; null where nobody listens.</summary>
    public static Activity? StartFor(EventRecord record, string name, ActivityKind kind)
    {
        if (!Source.HasListeners())
            return null;
        var parent = Encoding.ASCII.GetString(record.Find(AttributeCode.TraceParent));
        var state = Encoding.ASCII.GetString(record.Find(AttributeCode.TraceState));
        ActivityContext.TryParse(parent, state.Length == 0 ? null : state, isRemote: true, out var context);
        var activity = Source.StartActivity(name, kind, context);
        activity?.SetTag("cloudevents.event_id", Encoding.UTF8.GetString(record.Id));
        activity?.SetTag("cloudevents.event_source", Encoding.UTF8.GetString(record.Source));
        activity?.SetTag("cloudevents.event_type", Encoding.UTF8.GetString(record.Type));
        return activity;
    }
}
