using System.Collections.Immutable;
using Fabric.Events;

namespace Fabric.Brokers;

/// <summary>
/// Publishes several callers' batches in one call and gives each its own answer. What a full broker refuses as a whole
/// is tried in halves, since a part of it may fit.
/// </summary>
internal sealed class JoinedPublish(IBroker broker, PublishKind kind)
{
    public async Task Send(IReadOnlyList<PendingPublish> joined)
    {
        var parts = new Stack<ArraySegment<PendingPublish>>([new ArraySegment<PendingPublish>([.. joined])]);
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

    private async Task<PublishOutcome> Publish(ArraySegment<PendingPublish> part)
    {
        try
        {
            var events = EventBatch.Join([.. part.Select(pending => pending.Events)]);
            return await broker.Publish(events, kind, CancellationToken.None);
        }
        catch (Exception failure)
        {
            // Whatever the host throws, the callers need an answer: the events may or may not be kept.
            return new PublishOutcome(PublishStatus.Unavailable, Reason: $"The broker did not answer: {failure.Message}");
        }
    }

    private static void Answer(ArraySegment<PendingPublish> part, PublishOutcome outcome)
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
            return new PublishOutcome(PublishStatus.Accepted, count);
        ImmutableArray<int> duplicates =
            [.. outcome.DuplicateIndexes.Where(index => index >= first && index < first + count).Select(index => index - first)];
        return new PublishOutcome(PublishStatus.Accepted, count - duplicates.Length, duplicates.Length)
        {
            DuplicateIndexes = duplicates,
        };
    }
}
