namespace Fabric.Delivery;

/// <summary>What stands at the other end of a delivery.</summary>
public enum DestinationKind
{
    /// <summary>Any HTTP endpoint that takes CloudEvents.</summary>
    Http = 0,
    Broker = 1,
    Display = 2,
    CloudEventsTarget = 3,
    HttpTarget = 4,
    CloudEventsSource = 5,
    WebhookSource = 6,
    Transformation = 7,
}

/// <summary>
/// A resolved reference: where a trigger, a dead letter sink or a source sends. Everything but
/// <see cref="DestinationKind.Http"/> is served by this fabric itself and reached without a network hop.
/// </summary>
/// <param name="Uri">The absolute address, as shown in a status.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Name">Its name, where it is part of this fabric.</param>
public sealed record Destination(Uri Uri, DestinationKind Kind = DestinationKind.Http, ResourceName? Name = null)
{
    /// <summary>How requests to it carry events; means nothing where there is no request. Default binary.</summary>
    public DeliveryContent Content { get; init; }
}
