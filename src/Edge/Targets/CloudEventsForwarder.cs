using Fabric.Delivery;
using Fabric.Edge.Delivery;
using Fabric.Events;
using Fabric.Targets;

namespace Fabric.Edge.Targets;

/// <summary>Serves CloudEventsTargets: sends the event on, hop count included, and relays status and reply.</summary>
internal sealed class CloudEventsForwarder(EventSender sender, WebhookHandshake handshake, DeliveryOptions options)
{
    public async ValueTask<DeliveryOutcome> Deliver(
        CloudEventsTargetSpec target, EventRecord record, CancellationToken cancellationToken)
    {
        if (target.Handshake && await handshake.Ask(target.Endpoint, cancellationToken) is { } refusal)
            return refusal;
        var origin = target.Handshake ? options.WebhookOrigin : null;
        return await sender.Send(record, target.Endpoint, origin, withHops: true, cancellationToken);
    }
}
