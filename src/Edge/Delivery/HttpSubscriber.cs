using Fabric.Delivery;
using Fabric.Events;

namespace Fabric.Edge.Delivery;

/// <summary>Any HTTP endpoint that takes CloudEvents; a host name of this fabric's own is served without a network hop.</summary>
internal sealed class HttpSubscriber : ISubscriber
{
    private readonly Uri _uri;
    private readonly HttpEndpoint _endpoint;
    private readonly DeliveryContent _content;
    private readonly bool _clusterLocal;
    private readonly BatchingSubscriber _batches;
    private readonly EventSender _sender;
    private readonly ServiceHosts _hosts;
    private readonly ISubscribers _subscribers;

    public HttpSubscriber(Destination destination, EventSender sender, ServiceHosts hosts, ISubscribers subscribers)
    {
        (_uri, _content) = (destination.Uri, destination.Content);
        (_sender, _hosts, _subscribers) = (sender, hosts, subscribers);
        _endpoint = new HttpEndpoint { Uri = _uri };
        _clusterLocal = hosts.IsClusterLocal(_uri.Host);
        _batches = new BatchingSubscriber(new BatchDelivery(_endpoint, sender));
    }

    public ValueTask<DeliveryOutcome> Deliver(EventRecord record, CancellationToken cancellationToken)
    {
        var own = _clusterLocal ? _hosts.Find(_uri.Host) : null;
        if (own is not null && own.Kind != DestinationKind.Http)
            return _subscribers.Open(own).Deliver(record, cancellationToken);
        return _content switch
        {
            DeliveryContent.Batch => _batches.Deliver(record, cancellationToken),
            DeliveryContent.Structured => _sender.SendStructured(record, _endpoint, cancellationToken),
            _ => _sender.Send(record, _endpoint, origin: null, withHops: false, cancellationToken),
        };
    }
}
