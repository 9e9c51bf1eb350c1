using Fabric.Delivery;
using Fabric.Events;

namespace Fabric.Edge.Delivery;

/// <summary>Any HTTP endpoint that takes CloudEvents; a host name of this fabric's own is served without a network hop.</summary>
internal sealed class HttpSubscriber(Uri uri, EventSender sender, ServiceHosts hosts, ISubscribers subscribers) : ISubscriber
{
    private readonly HttpEndpoint _endpoint = new() { Uri = uri };
    private readonly bool _clusterLocal = hosts.IsClusterLocal(uri.Host);

    public ValueTask<DeliveryOutcome> Deliver(EventRecord record, CancellationToken cancellationToken)
    {
        var own = _clusterLocal ? hosts.Find(uri.Host) : null;
        return own is not null && own.Kind != DestinationKind.Http
            ? subscribers.Open(own).Deliver(record, cancellationToken)
            : sender.Send(record, _endpoint, origin: null, withHops: false, cancellationToken);
    }
}
