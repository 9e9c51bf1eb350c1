using System.Text.Json;
using System.Text.Unicode;

namespace Fabric.Events;

/// <summary>
/// Reads the JSON event format and the JSON batch format (CloudEvents JSON format 1.0.2) straight from UTF-8 into
/// records. <c>data</c> is cut out, never interpreted.
/// </summary>
public static class JsonEventParser
{
    // Whoever reads the data decides how deep it may be.
    private static readonly JsonReaderOptions Options = new() { MaxDepth = int.MaxValue };

    /// <summary>Reads one event: <c>application/cloudevents+json</c>.</summary>
    public static EventParseOutcome Parse(ReadOnlySpan<byte> json, EventLimits limits, TraceContext trace = default)
    {
        var target = new EventAssembler(limits, trace);
        if (!IsUtf8(ref json, target))
            return target.Finish();
        var reader = new Utf8JsonReader(json, Options);
        try
        {
            reader.Read();
            if (reader.TokenType == JsonTokenType.StartObject)
                JsonEventObject.Read(ref reader, json, target, index: null);
            else
                target.RefuseBody("an event MUST be a JSON object");
            reader.Skip();
            reader.Read();
        }
        catch (JsonException exception)
        {
            RefuseMalformed(target, exception);
        }

        return target.Finish();
    }

    /// <summary>
    /// Reads a batch: <c>application/cloudevents-batch+json</c>. An empty one is valid; one fault refuses it whole, and
    /// the faults of all its events are told.
    /// </summary>
    public static EventParseOutcome ParseBatch(ReadOnlySpan<byte> json, EventLimits limits, TraceContext trace = default)
    {
        var target = new EventAssembler(limits, trace);
        if (!IsUtf8(ref json, target))
            return target.Finish();
        var reader = new Utf8JsonReader(json, Options);
        try
        {
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartArray)
                target.RefuseBody("a batch MUST be a JSON array of events");
            else if (!ReadElements(ref reader, json, target, limits))
                return target.Finish();
            reader.Skip();
            reader.Read();
        }
        catch (JsonException exception)
        {
            RefuseMalformed(target, exception);
        }

        return target.Finish();
    }

    private static bool ReadElements(
        ref Utf8JsonReader reader, ReadOnlySpan<byte> json, EventAssembler target, EventLimits limits)
    {
        string? first = null;
        for (var index = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; index++)
        {
            if (index == limits.MaxBatchEvents)
            {
                target.RefuseBody($"more than the {limits.MaxBatchEvents} events that a batch may have", tooLarge: true);
                return false;
            }

            var version = JsonEventObject.Read(ref reader, json, target, index);
            first ??= version;
            if (version is not null && version != first)
                target.Refuse("specversion", $"differs from the {first} of earlier events in the batch", version);
        }

        return true;
    }

    private static bool IsUtf8(ref ReadOnlySpan<byte> json, EventAssembler target)
    {
        if (json.StartsWith("\uFEFF"u8))
            json = json[3..];
        if (Utf8.IsValid(json))
            return true;
        target.RefuseBody("is not valid UTF-8");
        return false;
    }

    private static void RefuseMalformed(EventAssembler target, JsonException exception) => target.RefuseBody(
        $"is not valid JSON at line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1}");
}
