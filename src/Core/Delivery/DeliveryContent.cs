namespace Fabric.Delivery;

/// <summary>How a request carries events to an HTTP subscriber (CloudEvents HTTP binding 1.0.2, section 3).</summary>
public enum DeliveryContent
{
    /// <summary>One event: attributes as headers, the data as body.</summary>
    Binary = 0,

    /// <summary>One event as <c>application/cloudevents+json</c>.</summary>
    Structured = 1,

    /// <summary>
    /// Events that are delivered at the same time as one <c>application/cloudevents-batch+json</c>; for subscribers that
    /// asked for it.
    /// </summary>
    Batch = 2,
}
