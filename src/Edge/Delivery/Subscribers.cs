using Fabric.Brokers;
using Fabric.Delivery;
using Fabric.Edge.Targets;

namespace Fabric.Edge.Delivery;

/// <summary>Opens the subscriber for a destination: brokers, targets and displays of this fabric directly, all else by HTTP.</summary>
internal sealed class Subscribers(
    EventSender sender, ServiceHosts hosts, TargetRouter targets, Lazy<Publisher> publisher) : ISubscribers
{
    public ISubscriber Open(Destination destination) => destination switch
    {
        { Kind: DestinationKind.Broker, Name: { } broker } => new BrokerSubscriber(broker, publisher),
        { Kind: DestinationKind.Display or DestinationKind.CloudEventsTarget or DestinationKind.HttpTarget, Name: { } target } =>
            new TargetSubscriber(target, targets),
        _ => new HttpSubscriber(destination.Uri, sender, hosts, this),
    };
}
