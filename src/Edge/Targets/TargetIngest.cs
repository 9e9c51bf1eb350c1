using Fabric.Delivery;
using Fabric.Edge.CloudEvents;
using Fabric.Edge.Delivery;
using Fabric.Edge.Ingest;
using Fabric.Events;
using Microsoft.AspNetCore.Http;

namespace Fabric.Edge.Targets;

/// <summary>Lets anything that speaks CloudEvents hand events to a target or display, and relays what comes of it.</summary>
internal sealed class TargetIngest(TargetRouter targets, EventLimits limits, TimeProvider time)
{
    /// <summary>As a trigger's default.</summary>
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    public async Task Handle(HttpContext context)
    {
        var method = context.Request.Method;
        var name = TargetEndpoints.NameIn(context);
        if (!targets.Knows(name))
            await PlainAnswer.Write(context, StatusCodes.Status404NotFound, $"There is no target {name} here.");
        else if (HttpMethods.IsOptions(method))
            await WebhookConsent.Answer(context);
        else if (HttpMethods.IsPost(method) || HttpMethods.IsPut(method))
            await Deliver(context, name);
        else
            await PlainAnswer.MethodNotAllowed(context, WebhookConsent.Allow);
    }

    private async Task Deliver(HttpContext context, ResourceName name)
    {
        RequestLimit.Apply(context, limits);
        var read = await CloudEventReader.Read(context.Request, limits, context.RequestAborted);
        if (read.Events is not { } events)
        {
            await PlainAnswer.Write(context, read.StatusCode, read.Problem);
            return;
        }

        using var timeout = new CancellationTokenSource(Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, context.RequestAborted);
        try
        {
            await OutcomeAnswer.Write(context, await DeliverAll(name, events, either.Token));
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested)
        {
            await PlainAnswer.Write(context, StatusCodes.Status504GatewayTimeout, $"The target {name} did not answer within {Timeout.TotalSeconds} s.");
        }
    }

    /// <summary>One after the other; the first that fails ends the batch, so that what was not tried can be sent again.</summary>
    private async ValueTask<DeliveryOutcome> DeliverAll(ResourceName name, EventBatch events, CancellationToken cancellationToken)
    {
        var outcome = DeliveryOutcome.Success;
        var replies = new List<EventBatch>();
        for (var index = 0; index < events.Count; index++)
        {
            outcome = await targets.Deliver(name, events[index], cancellationToken);
            if (outcome.Status != DeliveryStatus.Delivered)
                return events.Count == 1 ? outcome : outcome with { Reason = $"event {index} of the batch: {outcome.Reason}" };
            replies.Add(outcome.Reply);
        }

        return outcome with { Reply = EventBatch.Join(replies) };
    }
}
