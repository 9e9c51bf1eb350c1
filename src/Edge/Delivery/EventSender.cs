using Fabric.Delivery;
using Fabric.Edge.CloudEvents;
using Fabric.Events;

namespace Fabric.Edge.Delivery;

/// <summary>Posts events and says what came of it.</summary>
internal sealed class EventSender(HttpClients clients, AnswerReader answers)
{
    private readonly HeaderTexts _texts = new();

    /// <summary>Posts one event in binary mode.</summary>
    /// <param name="record">The event.</param>
    /// <param name="endpoint">Where to, with credentials and headers.</param>
    /// <param name="origin">The sender's name in the webhook handshake (<c>WebHook-Request-Origin</c>); null without.</param>
    /// <param name="withHops">True tells the receiver how many brokers the event has passed, so that loops end.</param>
    /// <param name="cancellationToken">The attempt's timeout.</param>
    public ValueTask<DeliveryOutcome> Send(
        EventRecord record, HttpEndpoint endpoint, string? origin, bool withHops, CancellationToken cancellationToken)
    {
        var request = EndpointHeaders.NewRequest(HttpMethod.Post, endpoint.Uri);
        CloudEventWriter.Write(request, record, withHops, _texts);
        if (origin is not null)
            request.Headers.TryAddWithoutValidation("WebHook-Request-Origin", origin);
        TraceHeaders.Write(request, record);
        return Exchange(request, endpoint, cancellationToken);
    }

    /// <summary>Posts one event as <c>application/cloudevents+json</c>.</summary>
    public ValueTask<DeliveryOutcome> SendStructured(
        EventRecord record, HttpEndpoint endpoint, CancellationToken cancellationToken)
    {
        var request = EndpointHeaders.NewRequest(HttpMethod.Post, endpoint.Uri);
        CloudEventWriter.WriteStructured(request, record);
        TraceHeaders.Write(request, record);
        return Exchange(request, endpoint, cancellationToken);
    }

    /// <summary>Posts events as <c>application/cloudevents-batch+json</c>; they may belong to different traces, so that none is told.</summary>
    public ValueTask<DeliveryOutcome> SendBatch(EventBatch events, HttpEndpoint endpoint, CancellationToken cancellationToken)
    {
        var request = EndpointHeaders.NewRequest(HttpMethod.Post, endpoint.Uri);
        CloudEventWriter.WriteBatch(request, events);
        return Exchange(request, endpoint, cancellationToken);
    }

    private async ValueTask<DeliveryOutcome> Exchange(
        HttpRequestMessage request, HttpEndpoint endpoint, CancellationToken cancellationToken)
    {
        using var _ = request;
        try
        {
            request.Headers.TryAddWithoutValidation("Prefer", "reply");
            EndpointHeaders.Apply(request, endpoint);
            using var lease = clients.Take(endpoint);
            using var response = await lease.Client.SendAsync(request, cancellationToken).ConfigureAwait(false);
            return await answers.Read(response, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            return TransportFault.Outcome(endpoint.Uri, exception, cancellationToken);
        }
    }
}
