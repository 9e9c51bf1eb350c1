using Fabric.Brokers;
using Fabric.Delivery;
using Fabric.Edge.Targets;

namespace Fabric.Edge.Delivery;

/// <summary>Opens the subscriber for a destination: brokers, targets, transformations and displays of this fabric directly, its sources by loopback, all else by HTTP.</summary>
internal sealed class Subscribers(
    EventSender sender, ServiceHosts hosts, TargetRouter targets, Lazy<Publisher> publisher, OwnAddress own) : ISubscribers
{
    public ISubscriber Open(Destination destination) => destination switch
    {
        { Kind: DestinationKind.Broker, Name: { } broker } => new BrokerSubscriber(broker, publisher),
        {
            Kind: DestinationKind.Display or DestinationKind.CloudEventsTarget or DestinationKind.HttpTarget or DestinationKind.Transformation,
            Name: { } target,
        } => new TargetSubscriber(target, targets),
        { Kind: DestinationKind.CloudEventsSource or DestinationKind.WebhookSource, Name: { } source } =>
            new SourceSubscriber(destination.Uri, source, sender, own),
        _ => new HttpSubscriber(destination, sender, hosts, this),
    };
}
