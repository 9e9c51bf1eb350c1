using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Fabric.Events;

/// <summary>
/// An event as people know it from Knative's <c>event_display</c>: a heading, the context attributes, the extensions by
/// name, and the data, with JSON laid out over several lines.
/// </summary>
public static class EventRendering
{
    /// <summary>Writes the event, heading and final line break included, in UTF-8. Data that is not JSON is written as it is.</summary>
    public static void Write(IBufferWriter<byte> output, EventRecord record)
    {
        output.Write("☁️  cloudevents.Event\nContext Attributes,\n"u8);
        WriteLine(output, AttributeNames.SpecVersion, record.SpecVersion);
        WriteWellKnown(output, record, AttributeCode.Type);
        WriteWellKnown(output, record, AttributeCode.Source);
        WriteWellKnown(output, record, AttributeCode.Subject);
        WriteWellKnown(output, record, AttributeCode.Id);
        WriteWellKnown(output, record, AttributeCode.Time);
        WriteWellKnown(output, record, AttributeCode.DataSchema);
        WriteWellKnown(output, record, AttributeCode.DataContentType);
        WriteExtensions(output, record);
        if (record.HasData && !record.Data.IsEmpty)
            WriteData(output, record);
    }

    /// <summary>The rendering as text; bytes that are not UTF-8 show as U+FFFD.</summary>
    public static string ToText(EventRecord record)
    {
        var output = new ArrayBufferWriter<byte>(record.Bytes.Length + 256);
        Write(output, record);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    private static void WriteWellKnown(IBufferWriter<byte> output, EventRecord record, AttributeCode code)
    {
        var value = record.Find(code);
        if (value.IsEmpty)
            return;
        var isSchemaUrl = code == AttributeCode.DataSchema && record.IsVersion03;
        WriteLine(output, isSchemaUrl ? "schemaurl"u8 : AttributeNames.NameOf(code), value);
    }

    private static void WriteExtensions(IBufferWriter<byte> output, EventRecord record)
    {
        var extensions = CloudEvent.From(record).Extensions;
        if (extensions.IsEmpty)
            return;
        output.Write("Extensions,\n"u8);
        foreach (var (name, value) in extensions)
            WriteLine(output, Encoding.UTF8.GetBytes(name), Encoding.UTF8.GetBytes(value));
    }

    private static void WriteData(IBufferWriter<byte> output, EventRecord record)
    {
        var data = record.Data.Span;
        output.Write(Utf8.IsValid(data) ? "Data,\n  "u8 : "Data (binary),\n  "u8);
        var essence = MediaType.Essence(record.Find(AttributeCode.DataContentType));
        if (Ascii.EqualsIgnoreCase(essence, "application/json"u8) && JsonLayout.IsJson(data))
            JsonLayout.Indent(data, output);
        else
            output.Write(data);
        output.Write("\n"u8);
    }

    private static void WriteLine(IBufferWriter<byte> output, ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        output.Write("  "u8);
        output.Write(name);
        output.Write(": "u8);
        output.Write(value);
        output.Write("\n"u8);
    }
}
