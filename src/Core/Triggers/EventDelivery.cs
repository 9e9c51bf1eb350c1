using Fabric.Delivery;
using Fabric.Journals;

namespace Fabric.Triggers;

/// <summary>
/// Takes one event through its next attempt and what follows from the outcome: its reply is kept before it counts as
/// handled; what may pass is parked; what is final goes to the dead letter sink, and where that fails or there is none,
/// to the trigger's own list.
/// </summary>
internal sealed class EventDelivery(
    TriggerContext context,
    KeyedQueue queue,
    ParkedEvents parked,
    TargetHealth health,
    Replies replies,
    DeadLetterList letters,
    SpilledEvents spilled,
    Func<PendingEvent, Task> handled)
{
    private int _attemptsOpen;

    public Task Deliver(PendingEvent pending) =>
        !pending.HasRecord ? DeliverSpilled(pending) : pending.ToSink ? DeliverToSink(pending) : DeliverToTarget(pending);

    private async Task DeliverSpilled(PendingEvent pending)
    {
        if (!await spilled.Load(pending))
            await Finish(pending);
        else if (pending.ToSink)
            await DeliverToSink(pending);
        else
            await DeliverToTarget(pending);
    }

    private async Task DeliverToTarget(PendingEvent pending)
    {
        var target = context.Target ?? throw new InvalidOperationException("A delivery was started without a target.");
        var destination = context.Spec.Target!.Uri;
        if (pending.Attempts > 0)
            context.Tally.EventRetried();
        var startedAt = context.Time.GetTimestamp();
        _attemptsOpen++;
        var outcome = await Attempt(target, pending) ?? throw new OperationCanceledException(context.Aborted);
        _attemptsOpen--;
        var took = context.Time.GetElapsedTime(startedAt);
        switch (outcome.Status)
        {
            case DeliveryStatus.Delivered:
                TargetAnswered(pending);
                if (outcome.Reply.Count > 0 && await replies.Store(outcome.Reply, pending.Record.Hops) is { } refusal)
                {
                    var lost = new DeliveryOutcome(DeliveryStatus.Failed) { Code = outcome.Code, Reason = refusal };
                    await BuryAt(destination, pending, lost, took);
                    break;
                }

                context.Tally.EventDelivered(took);
                context.Journal.Delivered(pending, outcome, destination, took);
                await Finish(pending);
                break;
            case DeliveryStatus.Retryable:
                TargetFailed(pending, outcome);
                if (IsExhausted(pending))
                {
                    await BuryAt(destination, pending, outcome, took);
                    break;
                }

                context.Tally.EventParked(took, outcome.Reason);
                context.Journal.Add(pending, outcome, destination, took, AttemptResult.Retried);
                Park(pending, outcome);
                break;
            default:
                TargetAnswered(pending);
                await BuryAt(destination, pending, outcome, took);
                break;
        }
    }

    private async Task DeliverToSink(PendingEvent pending)
    {
        var reason = "";
        if (context.Sink is { } sink)
        {
            var address = context.Spec.DeadLetterSink?.Uri;
            var startedAt = context.Time.GetTimestamp();
            var outcome = await Attempt(sink, pending) ?? throw new OperationCanceledException(context.Aborted);
            var took = context.Time.GetElapsedTime(startedAt);
            if (outcome.Status == DeliveryStatus.Delivered
                && await replies.Store(outcome.Reply, pending.Record.Hops) is null)
            {
                context.Journal.Add(pending, outcome, address, took, AttemptResult.Delivered);
                await FinishDeadLetter(pending);
                return;
            }

            if (outcome.Status == DeliveryStatus.Retryable && !IsExhausted(pending))
            {
                context.Tally.EventFailed($"The dead letter sink did not take an event: {outcome.Reason}");
                context.Journal.Add(pending, outcome, address, took, AttemptResult.Retried);
                Park(pending, outcome);
                return;
            }

            reason = $" The dead letter sink did not take it either: {outcome.Reason}";
            context.Journal.Add(pending, outcome, address, took, AttemptResult.GivenUp);
        }

        await letters.Add(pending.Record);
        context.Journal.Kept(pending, context.Now, DeadLetter.Reason(pending.Record));
        await FinishDeadLetter(pending, reason);
    }

    private ValueTask<DeliveryOutcome?> Attempt(ISubscriber subscriber, PendingEvent pending)
    {
        pending.LastAttemptAt = context.Now;
        pending.Attempts++;
        return context.Attempts.Deliver(subscriber, pending.Record, context.Spec.Retry.Timeout);
    }

    private bool IsExhausted(PendingEvent pending) =>
        !IsEarlyProbe(pending) && context.Schedule.IsExhausted(pending.Attempts, pending.Since, context.Now);

    // A probe that fails before the event was due anyway does not use up one of its retries.
    private bool IsEarlyProbe(PendingEvent pending) =>
        pending.IsProbe && context.Spec.Retry.Retries is not null && pending.DueAt > context.Now;

    private void Park(PendingEvent pending, DeliveryOutcome outcome)
    {
        var now = context.Now;
        var dueAt = pending.DueAt;
        if (IsEarlyProbe(pending))
            pending.Attempts--;
        else
            dueAt = now + context.Schedule.Delay(pending.Attempts, outcome.RetryAfter);
        // The last attempt is made when the event expires, not up to one backoff later.
        var expiresAt = pending.Since + context.Spec.Retry.ExpireAfter;
        if (context.Spec.Retry.Retries is null && expiresAt < dueAt)
            dueAt = expiresAt;
        pending.LastWasSilence = outcome.IsSilence;
        pending.NotBefore = now + (context.Schedule.Obeyed(outcome.RetryAfter) ?? TimeSpan.Zero);
        pending.Streak = health.Streak;
        parked.Park(pending, dueAt);
        queue.Parked(pending);
    }

    private void TargetFailed(PendingEvent pending, DeliveryOutcome outcome)
    {
        var wasDown = health.IsDown;
        health.Failed(pending, outcome, context.Schedule.Obeyed(outcome.RetryAfter), _attemptsOpen, context.Now);
        if (health.IsDown && !wasDown)
            context.Tally.TargetDown(context.Spec.Target?.Uri, outcome.Reason);
    }

    private void TargetAnswered(PendingEvent pending)
    {
        var wasDown = health.IsDown;
        var streak = health.Streak;
        health.Answered();
        if (wasDown)
            context.Tally.TargetUp(context.Spec.Target?.Uri);
        // A retry that succeeds speaks for what failed together with it; a new event says nothing about older failures.
        if (wasDown || pending.Attempts > 1)
            parked.Release(context.Now, other => !other.ToSink && (wasDown || other.Streak == streak));
    }

    private async ValueTask BuryAt(Uri destination, PendingEvent pending, DeliveryOutcome outcome, TimeSpan took)
    {
        context.Journal.Add(pending, outcome, destination, took, AttemptResult.GivenUp);
        pending.BecomeDeadLetter(DeadLetter.Of(pending.Record, destination, outcome, pending.Attempts), context.Now);
        await DeliverToSink(pending);
    }

    private Task FinishDeadLetter(PendingEvent pending, string more = "")
    {
        context.Tally.EventDeadLettered(DeadLetter.Reason(pending.Record) + more);
        return Finish(pending);
    }

    private Task Finish(PendingEvent pending)
    {
        queue.Finished(pending);
        return handled(pending);
    }
}
