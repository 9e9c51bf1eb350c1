using System.Collections.Immutable;
using Fabric.Events;

namespace Fabric.Brokers;

/// <summary>
/// Publishes several callers' batches in one call and gives each its own answer. What a full broker refuses as a whole
/// is tried in halves, since a part of it may fit.
/// </summary>
internal sealed class JoinedPublish(IBroker broker, PublishKind kind)
{
    private static readonly PublishOutcome OneAccepted = new(PublishStatus.Accepted, 1);

    public async Task Send(IReadOnlyList<PendingPublish> joined)
    {
        var outcome = await Publish(joined);
        if (outcome.Status == PublishStatus.Full && joined.Count > 1)
            await SendInHalves(new ArraySegment<PendingPublish>([.. joined]));
        else
            Answer(joined, outcome);
    }

    private async Task SendInHalves(ArraySegment<PendingPublish> all)
    {
        var parts = new Stack<ArraySegment<PendingPublish>>([all[(all.Count / 2)..], all[..(all.Count / 2)]]);
        (PendingPublish Batch, PublishOutcome Outcome)? refused = null;
        while (parts.TryPop(out var part))
        {
            if (refused is { } known && part.All(pending => pending.NeedsAtLeast(known.Batch)))
            {
                Answer(part, known.Outcome);
                continue;
            }

            var outcome = await Publish(part);
            if (outcome.Status == PublishStatus.Full && part.Count > 1)
            {
                parts.Push(part[(part.Count / 2)..]);
                parts.Push(part[..(part.Count / 2)]);
                continue;
            }

            if (outcome.Status == PublishStatus.Full)
                refused = (part[0], outcome);
            Answer(part, outcome);
        }
    }

    private async Task<PublishOutcome> Publish(IReadOnlyList<PendingPublish> part)
    {
        try
        {
            return await broker.Publish(Join(part), kind, CancellationToken.None);
        }
        catch (Exception failure)
        {
            // Whatever the host throws, the callers need an answer: the events may or may not be kept.
            return new PublishOutcome(PublishStatus.Unavailable, Reason: $"The broker did not answer: {failure.Message}");
        }
    }

    private static EventBatch Join(IReadOnlyList<PendingPublish> part)
    {
        var batches = new EventBatch[part.Count];
        for (var index = 0; index < batches.Length; index++)
            batches[index] = part[index].Events;
        return EventBatch.Join(batches);
    }

    private static void Answer(IReadOnlyList<PendingPublish> part, PublishOutcome outcome)
    {
        if (part.Count == 1 || outcome.Status != PublishStatus.Accepted)
        {
            foreach (var pending in part)
                pending.Reply(outcome);
            return;
        }

        var first = 0;
        foreach (var pending in part)
        {
            pending.Reply(Share(outcome, first, pending.Events.Count));
            first += pending.Events.Count;
        }
    }

    private static PublishOutcome Share(PublishOutcome outcome, int first, int count)
    {
        if (outcome.Duplicates == 0)
            return count == 1 ? OneAccepted : new PublishOutcome(PublishStatus.Accepted, count);
        ImmutableArray<int> duplicates =
            [.. outcome.DuplicateIndexes.Where(index => index >= first && index < first + count).Select(index => index - first)];
        return new PublishOutcome(PublishStatus.Accepted, count - duplicates.Length, duplicates.Length)
        {
            DuplicateIndexes = duplicates,
        };
    }
}
