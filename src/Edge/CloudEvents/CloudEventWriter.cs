using Fabric.Events;
using Microsoft.AspNetCore.Http;

namespace Fabric.Edge.CloudEvents;

/// <summary>
/// Puts events into HTTP messages. Hidden attributes stay inside: who delivers sets the trace headers itself (see
/// <see cref="TraceContext.From"/>). With <c>includeHops</c> the event says <c>knativebrokerttl</c>, counted down by one
/// for the broker that it leaves: 255 - hops - 1.
/// </summary>
public static class CloudEventWriter
{
    /// <summary>Writes an event in binary mode.</summary>
    public static void Write(HttpRequestMessage request, EventRecord record, bool includeHops = false) =>
        Write(request, record, includeHops, new HeaderTexts());

    /// <summary>Writes an event in binary mode, with texts that other events had before.</summary>
    internal static void Write(HttpRequestMessage request, EventRecord record, bool includeHops, HeaderTexts texts)
    {
        ArgumentNullException.ThrowIfNull(request);
        BinaryHeaders.Write(request.Headers, record, includeHops, texts);
        var type = record.Find(AttributeCode.DataContentType);
        request.Content = Content(record.Data, type.IsEmpty ? null : texts.Plain(type));
    }

    /// <summary>Writes an event as <c>application/cloudevents+json</c>.</summary>
    public static void WriteStructured(HttpRequestMessage request, EventRecord record, bool includeHops = false)
    {
        ArgumentNullException.ThrowIfNull(request);
        request.Content = Content(JsonEventWriter.Write(record, includeHops), ContentModes.StructuredType);
    }

    /// <summary>Writes events as <c>application/cloudevents-batch+json</c>; only for receivers that asked for batches.</summary>
    public static void WriteBatch(HttpRequestMessage request, EventBatch events, bool includeHops = false)
    {
        ArgumentNullException.ThrowIfNull(request);
        request.Content = Content(JsonEventWriter.WriteBatch(events, includeHops), ContentModes.BatchedType);
    }

    /// <summary>Answers with an event in binary mode.</summary>
    public static ValueTask Write(
        HttpResponse response, EventRecord record, bool includeHops = false, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(response);
        foreach (var (name, value) in BinaryHeaders.Of(record, includeHops))
            response.Headers[name] = value;
        return Send(response, record.Data, ContentTypeOf(record), cancellationToken);
    }

    /// <summary>Answers with an event as <c>application/cloudevents+json</c>.</summary>
    public static ValueTask WriteStructured(
        HttpResponse response, EventRecord record, bool includeHops = false, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(response);
        return Send(response, JsonEventWriter.Write(record, includeHops), ContentModes.StructuredType, cancellationToken);
    }

    /// <summary>Answers with events as <c>application/cloudevents-batch+json</c>.</summary>
    public static ValueTask WriteBatch(
        HttpResponse response, EventBatch events, bool includeHops = false, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(response);
        return Send(response, JsonEventWriter.WriteBatch(events, includeHops), ContentModes.BatchedType, cancellationToken);
    }

    private static ReadOnlyMemoryContent Content(ReadOnlyMemory<byte> body, string? contentType)
    {
        var content = new ReadOnlyMemoryContent(body);
        if (contentType is not null)
            content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        return content;
    }

    private static async ValueTask Send(
        HttpResponse response, ReadOnlyMemory<byte> body, string? contentType, CancellationToken cancellationToken)
    {
        response.ContentType = contentType;
        response.ContentLength = body.Length;
        await response.BodyWriter.WriteAsync(body, cancellationToken);
    }

    private static string? ContentTypeOf(EventRecord record)
    {
        var type = record.Find(AttributeCode.DataContentType);
        return type.IsEmpty ? null : System.Text.Encoding.UTF8.GetString(type);
    }
}
