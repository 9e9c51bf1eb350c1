namespace Fabric.Events;

/// <summary>Reads the JSON event format.</summary>
public static class JsonEventParser
{
    public static EventParseOutcome Parse(ReadOnlySpan<byte> json, EventLimits limits, TraceContext trace = default) =>
        new(null, [new EventFault("body", "the JSON format is not read yet")]);
    public static EventParseOutcome ParseBatch(ReadOnlySpan<byte> json, EventLimits limits, TraceContext trace = default) =>
        new(null, [new EventFault("body", "the JSON format is not read yet")]);
}
