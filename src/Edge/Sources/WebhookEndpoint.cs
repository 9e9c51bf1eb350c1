using System.Buffers;
using Fabric.Delivery;
using Fabric.Edge.CloudEvents;
using Fabric.Edge.Ingest;
using Fabric.Events;
using Fabric.Sources;
using Microsoft.AspNetCore.Http;

namespace Fabric.Edge.Sources;

/// <summary>Serves a WebhookSource: every request, whatever its method and path, becomes one event.</summary>
internal sealed class WebhookEndpoint(SinkSender sink, EventLimits limits, TimeProvider time)
{
    public async Task Handle(HttpContext context, WebhookSourceSpec source, string path)
    {
        var response = context.Response;
        if (source.CorsAllowOrigin is { } allowed)
            response.Headers.AccessControlAllowOrigin = allowed;
        if (path == "/health")
            return;
        if (HttpMethods.IsOptions(context.Request.Method))
        {
            await Handshake.Answer(context, source.CorsAllowOrigin, requestsPerSecond: null);
            return;
        }

        if (!await Authenticated(context, source))
            return;
        if (await ReadBody(context) is not { } body)
        {
            await PlainAnswer.Write(context, StatusCodes.Status413PayloadTooLarge, $"The body is larger than {limits.MaxEventBytes} bytes.");
            return;
        }

        if (!source.SignatureKeys.IsEmpty && !BodySignature.Holds(context.Request, body, source.SignatureKeys))
        {
            await PlainAnswer.Write(context, StatusCodes.Status401Unauthorized, $"{BodySignature.Header} is missing or does not match the body.");
            return;
        }

        var outcome = await sink.Send(source.Sink, Encode(context.Request, source, path, body), context.RequestAborted);
        if (outcome.Status != DeliveryStatus.Delivered)
            await SinkAnswer.WriteFailure(context, outcome, passCode: false);
        else
            response.StatusCode = outcome.Reply is { Count: > 0 } reply && reply[0].HasData
                ? StatusCodes.Status200OK
                : StatusCodes.Status204NoContent;
    }

    private static async ValueTask<bool> Authenticated(HttpContext context, WebhookSourceSpec source)
    {
        if (source.BasicAuth is not { } auth)
            return true;
        var verdict = BasicCredentials.Check(context.Request, [auth]);
        if (verdict == CredentialsVerdict.Missing)
            await PlainAnswer.Write(context, StatusCodes.Status400BadRequest, "wrong authentication header");
        else if (verdict == CredentialsVerdict.Wrong)
            await PlainAnswer.Write(context, StatusCodes.Status401Unauthorized, "wrong user name or password");
        return verdict == CredentialsVerdict.Valid;
    }

    private async ValueTask<byte[]?> ReadBody(HttpContext context)
    {
        RequestLimit.Apply(context, limits);
        var request = context.Request;
        var body = await BoundedBody.Read(request.BodyReader, request.ContentLength, limits.MaxEventBytes, context.RequestAborted);
        if (body is not { } sequence)
            return null;
        var bytes = sequence.ToArray();
        request.BodyReader.AdvanceTo(sequence.End);
        return bytes;
    }

    private EventBatch Encode(HttpRequest request, WebhookSourceSpec source, string path, byte[] body)
    {
        var headers = source.Extensions.HasFlag(RequestParts.Headers);
        var writer = new EventWriter(body.Length + 512);
        writer.Begin();
        writer.Attribute("id", Chosen(headers, request, "Ce-Id") ?? Guid.NewGuid().ToString());
        writer.Attribute("source", source.EventSource);
        writer.Attribute("type", source.EventType);
        writer.Attribute("time", Timestamps.Format(time.GetUtcNow()));
        if (Chosen(headers, request, "Ce-Subject") is { } subject)
            writer.Attribute("subject", subject);
        if (request.ContentType is { Length: > 0 } contentType)
            writer.Attribute("datacontenttype", contentType);
        WebhookExtensions.Write(writer, request, path, source.Extensions);
        SourceAttributes.Write(writer, source, request);
        if (body.Length > 0)
            writer.End(body);
        else
            writer.End();
        return writer.ToBatch();
    }

    private static string? Chosen(bool headers, HttpRequest request, string name) =>
        headers && request.Headers[name].ToString() is { Length: > 0 } value ? value : null;
}
