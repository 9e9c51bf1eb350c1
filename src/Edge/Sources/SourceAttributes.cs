using System.Diagnostics;
using System.Text;
using Fabric.Events;
using Fabric.Sources;
using Microsoft.AspNetCore.Http;

namespace Fabric.Edge.Sources;

/// <summary>What every event of a source gets: the overrides of its manifest and the trace that it belongs to.</summary>
internal static class SourceAttributes
{
    private const int LongestTraceState = 512;

    public static void Write(EventWriter writer, SourceSpec source, HttpRequest? request)
    {
        foreach (var (name, value) in source.Overrides)
            writer.Attribute(name, value);

        // The server's own activity continues the caller's trace; without a listener there is none and the header is it.
        var parent = Activity.Current is { IdFormat: ActivityIdFormat.W3C } current
            ? current.Id
            : request?.Headers.TraceParent.ToString();
        if (parent is null || !ActivityContext.TryParse(parent, null, out _))
            return;
        writer.Attribute(AttributeCode.TraceParent, Encoding.ASCII.GetBytes(parent));
        var state = Activity.Current?.TraceStateString ?? request?.Headers.TraceState.ToString();
        if (state is { Length: > 0 and <= LongestTraceState })
            writer.Attribute(AttributeCode.TraceState, Encoding.ASCII.GetBytes(state));
    }
}
