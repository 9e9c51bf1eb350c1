using Fabric.Delivery;
using Fabric.Events;

namespace Fabric.Edge.Delivery;

/// <summary>
/// Posts several events in one request and gives each its outcome. A batch that is refused as malformed or too large is
/// posted in halves, until what is refused is one event: the others are not to fail with it.
/// </summary>
internal sealed class BatchDelivery(HttpEndpoint endpoint, EventSender sender)
{
    public async Task Send(IReadOnlyList<BatchedEvent> batch)
    {
        var parts = new Stack<BatchedEvent[]>([[.. batch]]);
        while (parts.TryPop(out var part))
        {
            var open = Array.FindAll(part, static batched => !batched.IsOver);
            if (open.Length == 0)
                continue;
            var outcome = await Attempt(open);
            if (open.Length > 1 && MayConcernOneEvent(outcome))
            {
                parts.Push(open[(open.Length / 2)..]);
                parts.Push(open[..(open.Length / 2)]);
                continue;
            }

            Answer(open, outcome);
        }
    }

    private async Task<DeliveryOutcome> Attempt(BatchedEvent[] part)
    {
        try
        {
            // The event that came last has the most time: when it is over for that one, nobody waits any more.
            var events = EventBatch.Of([.. part.Select(batched => batched.Record)]);
            return await sender.SendBatch(events, endpoint, part[^1].Timeout).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return new DeliveryOutcome(DeliveryStatus.Retryable)
            {
                Reason = $"{TransportFault.Show(endpoint.Uri)} did not answer a batch in time",
                TimedOut = true,
            };
        }
    }

    // Who asks, and whether batches are taken at all, is the same for every event.
    private static bool MayConcernOneEvent(DeliveryOutcome outcome) =>
        outcome is { Status: DeliveryStatus.Failed, Code: >= 400 and < 500 and not (401 or 405 or 415) };

    private static void Answer(BatchedEvent[] part, DeliveryOutcome outcome)
    {
        if (outcome.Reply.Count == 0)
        {
            foreach (var batched in part)
                batched.Answer(outcome);
            return;
        }

        // A reply is kept once, and as far from its origin as the event that came furthest: so that loops end.
        var furthest = part.MaxBy(static batched => batched.Record.Hops)!;
        var withoutReply = outcome with { Reply = EventBatch.Empty };
        foreach (var batched in part)
            batched.Answer(batched == furthest ? outcome : withoutReply);
    }
}
