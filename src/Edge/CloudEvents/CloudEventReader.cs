using System.IO.Pipelines;
using Fabric.Events;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Fabric.Edge.CloudEvents;

/// <summary>
/// Takes CloudEvents 1.0 and 0.3 out of HTTP messages: binary, structured JSON and batched mode. The attribute
/// <c>knativebrokerttl</c> becomes the record's hops; the W3C trace headers become hidden attributes.
/// </summary>
public static class CloudEventReader
{
    /// <summary>Reads a request of any method.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled while the body was read.</exception>
    public static async ValueTask<CloudEventReadResult> Read(
        HttpRequest request, EventLimits limits, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var message = new IncomingMessage(request.Headers.ContentType, request.ContentLength, limits, Latin1: false)
        {
            Trace = TraceContext.FromHeaders(
                Single(request.Headers.TraceParent), request.Headers.TraceState.ToString(), limits),
        };
        foreach (var header in request.Headers)
            message.Take(header.Key, header.Value);
        try
        {
            return await message.Read(request.BodyReader, cancellationToken);
        }
        catch (BadHttpRequestException refusal)
        {
            return new CloudEventReadResult
            {
                StatusCode = refusal.StatusCode == StatusCodes.Status413PayloadTooLarge ? 413 : 400,
                Problem = $"body: {refusal.Message}",
                IsCloudEvent = true,
            };
        }
    }

    /// <summary>
    /// Reads a response: the reply of a subscriber. <see cref="CloudEventReadResult.IsEmpty"/> tells whether there was none.
    /// </summary>
    /// <exception cref="HttpRequestException">The body could not be read.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled while the body was read.</exception>
    public static async ValueTask<CloudEventReadResult> Read(
        HttpResponseMessage response, EventLimits limits, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(response);
        var content = response.Content.Headers;
        content.NonValidated.TryGetValues("Content-Type", out var types);
        var message = new IncomingMessage(types.ToArray(), content.ContentLength, limits, Latin1: true);
        foreach (var header in response.Headers.NonValidated)
            message.Take(header.Key, header.Value.ToArray());

        var body = PipeReader.Create(await response.Content.ReadAsStreamAsync(cancellationToken));
        try
        {
            if (message.IsCloudEvent)
                return await message.Read(body, cancellationToken);
            var start = await body.ReadAtLeastAsync(1, cancellationToken);
            return CloudEventReadResult.NotACloudEvent(IncomingMessage.NoCloudEvent) with { IsEmpty = start.Buffer.IsEmpty };
        }
        finally
        {
            await body.CompleteAsync();
        }
    }

    private static string? Single(in StringValues values) => values.Count == 1 ? values[0] : null;
}
