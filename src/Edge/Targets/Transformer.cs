using Fabric.Delivery;
using Fabric.Events;
using Fabric.Targets;
using Microsoft.Extensions.Logging;

namespace Fabric.Edge.Targets;

/// <summary>Serves Transformations: answers with the new event, or hands it to the sink. What cannot be transformed never will be.</summary>
internal sealed partial class Transformer(Lazy<ISubscribers> subscribers, EventLimits limits, ILogger<Transformer> logger)
{
    public async ValueTask<DeliveryOutcome> Deliver(
        TransformationSpec transformation, EventRecord record, CancellationToken cancellationToken)
    {
        var outcome = transformation.Transformation.Apply(record, limits);
        foreach (var skipped in outcome.Skipped)
            Log.Skipped(logger, transformation.Name, record, skipped);
        if (!outcome.Succeeded)
        {
            return new DeliveryOutcome(DeliveryStatus.Failed)
            {
                Code = outcome.Code,
                Reason = $"Transformation {transformation.Name} cannot transform event {record}: {outcome.Refusal}",
            };
        }

        if (transformation.Sink is not { } sink)
            return new DeliveryOutcome(DeliveryStatus.Delivered) { Code = 200, Reply = outcome.Event };
        var sent = await subscribers.Value.Open(sink).Deliver(outcome.Event[0], cancellationToken);
        return sent.Status == DeliveryStatus.Delivered
            ? sent with { Reply = EventBatch.Empty }
            : sent with { Reason = $"the sink of Transformation {transformation.Name} did not take the event: {sent.Reason}" };
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Debug, "Transformation {Transformation} left event {Event} as it was at {Skipped}")]
        public static partial void Skipped(ILogger logger, ResourceName transformation, EventRecord @event, string skipped);
    }
}
