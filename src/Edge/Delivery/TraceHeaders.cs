using System.Diagnostics;
using Fabric.Events;

namespace Fabric.Edge.Delivery;

/// <summary>
/// W3C trace context of an outgoing request: that of the current activity where it continues the event's own trace,
/// else the event's. The CloudEvents extension <c>traceparent</c> is another thing and travels untouched.
/// </summary>
internal static class TraceHeaders
{
    public static void Write(HttpRequestMessage request, EventRecord record)
    {
        var activity = Activity.Current;
        var own = TraceContext.From(record);
        if (activity is null && own.Parent is null)
            return;
        var continues = activity is { IdFormat: ActivityIdFormat.W3C, Id: not null }
            && (own.Parent is null || own.Parent.Contains(activity.TraceId.ToHexString(), StringComparison.Ordinal));
        if (continues)
            Set(request, activity!.Id!, activity.TraceStateString);
        else if (own.Parent is not null)
            Set(request, own.Parent, own.State);
    }

    private static void Set(HttpRequestMessage request, string traceParent, string? traceState)
    {
        request.Headers.TryAddWithoutValidation("traceparent", traceParent);
        if (!string.IsNullOrEmpty(traceState))
            request.Headers.TryAddWithoutValidation("tracestate", traceState);
    }
}
