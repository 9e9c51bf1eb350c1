using System.Text.Json;
using Fabric.Events;
using Fabric.Filters;

namespace Fabric.Contract;

/// <summary>Events and filters for tests.</summary>
public static class Some
{
    public static CloudEvent Event(string id, string type = "test", string source = "/tests") =>
        new() { Id = id, Type = type, Source = source, DataContentType = "text/plain", Data = "data"u8.ToArray() };

    /// <summary>A batch of events with these ids, alike in everything else.</summary>
    public static EventBatch Events(params ReadOnlySpan<string> ids)
    {
        var writer = new EventWriter();
        foreach (var id in ids)
            Event(id).WriteTo(writer);
        return writer.ToBatch();
    }

    public static EventBatch Events(params IEnumerable<CloudEvent> events)
    {
        var writer = new EventWriter();
        foreach (var each in events)
            each.WriteTo(writer);
        return writer.ToBatch();
    }

    /// <summary>An event that passed so many brokers.</summary>
    public static EventBatch EventWithHops(string id, int hops)
    {
        var writer = new EventWriter();
        writer.Begin(hops: hops);
        writer.Attribute("id", id);
        writer.Attribute("source", "/tests");
        writer.Attribute("type", "test");
        writer.End();
        return writer.ToBatch();
    }

    public static Filter TypeIs(string type) => Filter($$"""{"exact": {"type": "{{type}}"} }""");

    public static Filter Filter(string json)
    {
        using var document = JsonDocument.Parse(json);
        var result = FilterParser.Parse(document.RootElement.Clone(), "spec.filters");
        return result.Filter ?? throw new ArgumentException(string.Join("; ", result.Faults), nameof(json));
    }

    public static string[] Ids(this EventBatch events) =>
        [.. events.Records.ToArray().Select(record => CloudEvent.From(record).Id)];
}
