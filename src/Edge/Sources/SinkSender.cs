using Fabric.Brokers;
using Fabric.Delivery;
using Fabric.Events;

namespace Fabric.Edge.Sources;

/// <summary>Sends what a source made to its sink. A batch for a broker is stored whole or not at all.</summary>
public sealed class SinkSender(Publisher publisher, ISubscribers subscribers)
{
    private static readonly DeliveryOutcome Unresolved = new(DeliveryStatus.Retryable)
    {
        Code = 503,
        Reason = "spec.sink resolves to nothing; the source's status says why",
        RetryAfter = TimeSpan.FromSeconds(5),
    };

    /// <summary>Makes one attempt; the first event that fails ends it.</summary>
    public async ValueTask<DeliveryOutcome> Send(Destination? sink, EventBatch events, CancellationToken cancellationToken)
    {
        if (sink is null)
            return Unresolved;
        if (events.Count == 0)
            return DeliveryOutcome.Success;
        if (sink is { Kind: DestinationKind.Broker, Name: { } broker })
            return Answer(broker, await publisher.Publish(broker, events, PublishKind.Ingest, cancellationToken));

        var subscriber = subscribers.Open(sink);
        var outcome = DeliveryOutcome.Success;
        for (var index = 0; index < events.Count && outcome.Status == DeliveryStatus.Delivered; index++)
            outcome = await subscriber.Deliver(events[index], cancellationToken);
        return outcome;
    }

    private static DeliveryOutcome Answer(ResourceName broker, PublishOutcome outcome) => outcome.Status switch
    {
        PublishStatus.Accepted => DeliveryOutcome.Success,
        PublishStatus.TooManyHops => new DeliveryOutcome(DeliveryStatus.Failed) { Code = 400, Reason = outcome.Reason },
        PublishStatus.NotFound => new DeliveryOutcome(DeliveryStatus.Retryable)
        {
            Code = 404,
            Reason = outcome.Reason ?? $"there is no broker {broker}",
        },
        _ => new DeliveryOutcome(DeliveryStatus.Retryable)
        {
            Code = 503,
            Reason = outcome.Reason ?? $"broker {broker} takes no events now",
            RetryAfter = outcome.RetryAfter ?? TimeSpan.FromSeconds(1),
        },
    };
}
