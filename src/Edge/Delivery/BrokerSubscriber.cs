using Fabric.Brokers;
using Fabric.Delivery;
using Fabric.Events;

namespace Fabric.Edge.Delivery;

/// <summary>A broker of this fabric: events go in without a network hop, one hop further from their origin.</summary>
internal sealed class BrokerSubscriber(ResourceName broker, Lazy<Publisher> publisher) : ISubscriber
{
    private static readonly DeliveryOutcome Accepted = new(DeliveryStatus.Delivered) { Code = 200 };

    public async ValueTask<DeliveryOutcome> Deliver(EventRecord record, CancellationToken cancellationToken)
    {
        var events = EventBatch.Of(record.WithHops(record.Hops + 1));
        var outcome = await publisher.Value.Publish(broker, events, PublishKind.Ingest, cancellationToken);
        return outcome.Status switch
        {
            PublishStatus.Accepted => Accepted,
            PublishStatus.TooManyHops => Refused(DeliveryStatus.Failed, 400, outcome),
            PublishStatus.NotFound => Refused(DeliveryStatus.Retryable, 404, outcome),
            _ => Refused(DeliveryStatus.Retryable, 503, outcome),
        };
    }

    private DeliveryOutcome Refused(DeliveryStatus status, int code, PublishOutcome outcome) => new(status)
    {
        Code = code,
        Reason = outcome.Reason ?? $"broker {broker} refused the event: {outcome.Status}",
        RetryAfter = outcome.RetryAfter,
    };
}
