using System.Collections.Immutable;
using Fabric.Delivery;
using Fabric.EventLog;

namespace Fabric.Triggers;

/// <summary>Delivers dead letters again, one attempt each, several at a time, within the trigger's lanes.</summary>
internal sealed class Redrive(
    TriggerContext context, DeadLetterList letters, DeliveryLanes lanes, Replies replies, TargetHealth health)
{
    private const int AtOnce = 16;
    private int _delivered;

    /// <summary>Answers how many were delivered; those that failed stay, with attributes that say why.</summary>
    public async ValueTask<int> Run(ImmutableArray<Offset> offsets, CancellationToken cancellationToken)
    {
        var rest = new Queue<Offset>(offsets);
        await Task.WhenAll(Enumerable.Range(0, Math.Min(AtOnce, rest.Count)).Select(_ => Work(rest, cancellationToken)));
        return _delivered;
    }

    private async Task Work(Queue<Offset> rest, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested && rest.TryDequeue(out var offset))
        {
            await lanes.Enter();
            try
            {
                if (context.IsActive && context.Target is { } target)
                    await Deliver(target, offset, cancellationToken);
            }
            finally
            {
                lanes.Leave();
            }
        }
    }

    private async ValueTask Deliver(ISubscriber target, Offset offset, CancellationToken cancellationToken)
    {
        if (await letters.Find(offset, cancellationToken) is not { } letter)
            return;
        var destination = context.Spec.Target!.Uri;
        var record = DeadLetter.Revive(letter);
        var number = DeadLetter.Attempts(letter) + 1;
        var startedAt = context.Time.GetTimestamp();
        var now = context.Now;
        var outcome = await context.Attempts.Deliver(target, record, context.Spec.Retry.Timeout);
        if (outcome is null)
            return;
        var took = context.Time.GetElapsedTime(startedAt);
        if (outcome.Status == DeliveryStatus.Delivered)
        {
            health.Answered();
            if (await replies.Store(outcome.Reply, record.Hops) is not { } refusal)
            {
                var removed = await letters.Remove([offset]);
                _delivered += removed;
                context.Tally.EventDelivered(took);
                context.Journal.Redriven(record, number, outcome, destination, now, took);
                return;
            }

            outcome = new DeliveryOutcome(DeliveryStatus.Failed) { Code = outcome.Code, Reason = refusal };
        }

        context.Tally.EventFailed(outcome.Reason);
        context.Journal.Redriven(record, number, outcome, destination, now, took);
        await letters.Replace(offset, DeadLetter.Of(record, destination, outcome, number));
    }
}
