using System.Collections.Immutable;
using System.Text;

namespace Fabric.Events;

/// <summary>
/// A CloudEvent as an object, for the places where one event is made or looked at; what moves through the fabric is
/// the <see cref="EventRecord"/>.
/// </summary>
public sealed record CloudEvent
{
    public required string Id { get; init; }

    /// <summary>A non-empty URI reference.</summary>
    public required string Source { get; init; }

    public required string Type { get; init; }

    /// <summary><c>1.0</c> or <c>0.3</c>.</summary>
    public string SpecVersion { get; init; } = "1.0";

    public string? Subject { get; init; }

    /// <summary>RFC 3339, as it arrived.</summary>
    public string? Time { get; init; }

    public string? DataContentType { get; init; }

    public string? DataSchema { get; init; }

    /// <summary>Extension attributes by lower-case name, as text.</summary>
    public ImmutableSortedDictionary<string, string> Extensions { get; init; } =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>The payload; null for an event without one.</summary>
    public ReadOnlyMemory<byte>? Data { get; init; }

    /// <summary>The payload as UTF-8 text, for display.</summary>
    public string DataText => Data is { } data ? Encoding.UTF8.GetString(data.Span) : "";

    public static CloudEvent From(EventRecord record)
    {
        var extensions = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var attribute in record.Attributes)
        {
            if (attribute.Code == AttributeCode.Extension)
                extensions[Encoding.UTF8.GetString(attribute.Name)] = attribute.Text;
        }

        return new CloudEvent
        {
            Id = Encoding.UTF8.GetString(record.Id),
            Source = Encoding.UTF8.GetString(record.Source),
            Type = Encoding.UTF8.GetString(record.Type),
            SpecVersion = record.IsVersion03 ? "0.3" : "1.0",
            Subject = Optional(record, AttributeCode.Subject),
            Time = Optional(record, AttributeCode.Time),
            DataContentType = Optional(record, AttributeCode.DataContentType),
            DataSchema = Optional(record, AttributeCode.DataSchema),
            Extensions = extensions.ToImmutable(),
            Data = record.HasData ? record.Data : default(ReadOnlyMemory<byte>?),
        };
    }

    public EventBatch ToBatch()
    {
        var writer = new EventWriter();
        WriteTo(writer);
        return writer.ToBatch();
    }

    public EventRecord ToRecord() => ToBatch()[0];

    /// <summary>Adds this event to a writer as one record.</summary>
    public void WriteTo(EventWriter writer)
    {
        writer.Begin(SpecVersion == "0.3");
        writer.Attribute("id", Id);
        writer.Attribute("source", Source);
        writer.Attribute("type", Type);
        WriteOptional(writer, "subject", Subject);
        WriteOptional(writer, "time", Time);
        WriteOptional(writer, "datacontenttype", DataContentType);
        WriteOptional(writer, "dataschema", DataSchema);
        foreach (var (name, value) in Extensions)
            writer.Attribute(name, value);
        if (Data is { } data)
            writer.End(data.Span);
        else
            writer.End();
    }

    private static void WriteOptional(EventWriter writer, string name, string? value)
    {
        if (value is not null)
            writer.Attribute(name, value);
    }

    private static string? Optional(EventRecord record, AttributeCode code)
    {
        var value = record.Find(code);
        return value.IsEmpty ? null : Encoding.UTF8.GetString(value);
    }
}
