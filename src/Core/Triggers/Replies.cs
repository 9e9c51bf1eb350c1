using Fabric.Brokers;
using Fabric.Events;

namespace Fabric.Triggers;

/// <summary>
/// Publishes what targets answer to the trigger's broker, as often as it takes: the delivery is not repeated because the
/// broker is full. A reply has passed one broker more than the event it answers.
/// </summary>
internal sealed class Replies(TriggerContext context)
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(100);

    private static readonly string TooManyHops =
        $"The reply has passed {PublishOutcome.MaxHops} brokers: the target answers its own replies. Narrow the filter, or change the reply's type.";

    /// <summary>Answers null once the reply is kept, else why it never will be.</summary>
    /// <exception cref="OperationCanceledException">The trigger stops; the reply is not kept.</exception>
    public async ValueTask<string?> Store(EventBatch reply, int hops)
    {
        if (reply.Count == 0)
            return null;
        if (hops + 1 >= PublishOutcome.MaxHops)
            return TooManyHops;
        var events = WithHops(reply, hops + 1);
        var giveUpAt = context.Now + context.Spec.Retry.ExpireAfter;
        for (var retry = 1; ; retry++)
        {
            var outcome = await Publish(events);
            if (outcome.Status == PublishStatus.Accepted)
                return null;
            if (outcome.Status == PublishStatus.TooManyHops)
                return TooManyHops;
            var refusal = $"The broker {context.Spec.Broker} did not take the reply ({outcome.Status}): {outcome.Reason}";
            context.Tally.Trouble(refusal);
            if (context.Now >= giveUpAt)
                return refusal;
            var wait = outcome.RetryAfter ?? context.Schedule.Delay(retry);
            await context.Wait(wait < ShortestWait ? ShortestWait : wait > LongestWait ? LongestWait : wait, context.Aborted);
        }
    }

    private async ValueTask<PublishOutcome> Publish(EventBatch events)
    {
        try
        {
            return await context.Services.Publisher.Publish(
                context.Spec.Broker, events, PublishKind.Reply, context.Aborted);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            // The broker may have moved or be starting: whatever it is, the reply must not be given up for it.
            return new PublishOutcome(PublishStatus.Unavailable, Reason: fault.Message);
        }
    }

    private static EventBatch WithHops(EventBatch reply, int hops)
    {
        var records = new EventRecord[reply.Count];
        for (var index = 0; index < records.Length; index++)
            records[index] = reply[index].WithHops(hops);
        return EventBatch.Of(records);
    }
}
