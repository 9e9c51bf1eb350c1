using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace Fabric.Events;

/// <summary>
/// Writes the JSON event format and the JSON batch format (CloudEvents JSON format 1.0.2). JSON data stays the JSON it
/// is, UTF-8 text becomes a string, everything else <c>data_base64</c>. With <c>includeHops</c> the event says
/// <c>knativebrokerttl</c> (see <see cref="EventRecord.HopsLeft"/>).
/// </summary>
public static class JsonEventWriter
{
    private static readonly JsonWriterOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    /// <summary>Writes one event.</summary>
    public static void Write(IBufferWriter<byte> output, EventRecord record, bool includeHops = false)
    {
        using var json = new Utf8JsonWriter(output, Options);
        WriteEvent(json, record, includeHops, compact: false);
    }

    public static byte[] Write(EventRecord record, bool includeHops = false)
    {
        var output = new ArrayBufferWriter<byte>(record.Bytes.Length * 2);
        Write(output, record, includeHops);
        return output.WrittenSpan.ToArray();
    }

    /// <summary>Writes events as an array.</summary>
    public static void WriteBatch(IBufferWriter<byte> output, EventBatch events, bool includeHops = false)
    {
        using var json = new Utf8JsonWriter(output, Options);
        json.WriteStartArray();
        foreach (var record in events.Records)
            WriteEvent(json, record, includeHops, compact: false);
        json.WriteEndArray();
    }

    public static byte[] WriteBatch(EventBatch events, bool includeHops = false)
    {
        var output = new ArrayBufferWriter<byte>((int)Math.Min(events.TotalBytes * 2, 1 << 24) + 2);
        WriteBatch(output, events, includeHops);
        return output.WrittenSpan.ToArray();
    }

    /// <summary>Writes one event and a line feed; nothing before it breaks the line (JSON lines).</summary>
    public static void WriteLine(IBufferWriter<byte> output, EventRecord record)
    {
        using (var json = new Utf8JsonWriter(output, Options))
            WriteEvent(json, record, includeHops: false, compact: true);
        output.Write("\n"u8);
    }

    private static void WriteEvent(Utf8JsonWriter json, EventRecord record, bool includeHops, bool compact)
    {
        json.WriteStartObject();
        json.WriteString(AttributeNames.SpecVersion, record.SpecVersion);
        foreach (var attribute in record.Attributes)
        {
            if (attribute.IsHidden || IsEncoding(record, attribute))
                continue;
            json.WritePropertyName(attribute.Code == AttributeCode.DataSchema && record.IsVersion03
                ? "schemaurl"u8
                : attribute.Name);
            if (attribute.Kind == AttributeKind.String)
                json.WriteStringValue(attribute.Value);
            else
                json.WriteRawValue(attribute.Value, skipInputValidation: true);
        }

        if (includeHops)
            json.WriteNumber("knativebrokerttl"u8, record.HopsLeft);
        if (record.HasData)
            WriteData(json, record, compact);
        json.WriteEndObject();
    }

    private static void WriteData(Utf8JsonWriter json, EventRecord record, bool compact)
    {
        var data = record.Data.Span;
        var type = record.Find(AttributeCode.DataContentType);
        if (record.IsVersion03 && record.TryGet("datacontentencoding"u8, out _) && Utf8.IsValid(data))
        {
            json.WriteString("datacontentencoding"u8, "base64"u8);
            json.WriteString("data"u8, data);
        }
        else if (MediaType.IsJson(type) && JsonLayout.IsJson(data))
        {
            json.WritePropertyName("data"u8);
            WriteJson(json, data, compact);
        }
        else if (!MediaType.IsJson(type) && MediaType.IsText(type) && Utf8.IsValid(data))
        {
            json.WriteString("data"u8, data);
        }
        else if (record.IsVersion03)
        {
            json.WriteString("datacontentencoding"u8, "base64"u8);
            json.WriteBase64String("data"u8, data);
        }
        else
        {
            json.WriteBase64String("data_base64"u8, data);
        }
    }

    private static void WriteJson(Utf8JsonWriter json, ReadOnlySpan<byte> data, bool compact)
    {
        if (compact && data.ContainsAny("\r\n"u8))
        {
            var output = new ArrayBufferWriter<byte>(data.Length);
            JsonLayout.Compact(data, output);
            data = output.WrittenSpan;
        }

        json.WriteRawValue(data.Trim(" \t\r\n"u8), skipInputValidation: true);
    }

    // A 0.3 event of binary mode whose body is Base64 text says so beside the data.
    private static bool IsEncoding(EventRecord record, in EventAttribute attribute) =>
        record.IsVersion03 && attribute.Code == AttributeCode.Extension
        && attribute.Name.SequenceEqual("datacontentencoding"u8);
}
