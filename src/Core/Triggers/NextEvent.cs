using Fabric.Delivery;

namespace Fabric.Triggers;

/// <summary>
/// Chooses what to deliver next: a parked event that is due, else a probe of a failing target, else a new event. While the
/// target is down, a policy that retries without end starts nothing but probes and events about to expire; a policy with
/// a number of retries goes on, since its events are to fail in time.
/// </summary>
internal sealed class NextEvent(TriggerContext context, KeyedQueue queue, ParkedEvents parked, TargetHealth health)
{
    private bool _probedParked;
    private DateTimeOffset _lookedAt;

    private bool IsHeld => health.IsDown && context.Spec.Retry.Retries is null;

    /// <summary>Takes the next event, which is in flight from now on; null where nothing is to be started now.</summary>
    public PendingEvent? Take()
    {
        if (!context.IsActive)
            return null;
        var now = _lookedAt = context.Now;
        var next = DueParked(now) ?? Probe(now) ?? Fresh(now);
        if (next is { ToSink: false })
            health.Started(now);
        return next;
    }

    /// <summary>When to look again, if nothing happens before, after <see cref="Take"/> found nothing.</summary>
    public DateTimeOffset? WakeAt()
    {
        if (!context.IsActive)
            return null;
        // What became due since then was not seen.
        var now = _lookedAt;
        var due = parked.NextDue(now);
        if (health.ProbeAt is not { } probe || (parked.Count == 0 && !(IsHeld && queue.Head is not null)))
            return due;
        // Due, and yet nothing was taken: no event may be probed with now.
        if (probe <= now || IsHeld)
            probe = probe > now && probe - now < TargetHealth.ProbeInterval ? probe : now + TargetHealth.ProbeInterval;
        return due < probe ? due : probe;
    }

    private PendingEvent? DueParked(DateTimeOffset now)
    {
        var due = IsHeld
            ? parked.Due(now, pending => pending.ToSink || IsExpired(pending, now))
            : parked.Due(now, static _ => true);
        if (due is null)
            return null;
        parked.Take(due);
        due.IsProbe = false;
        return due;
    }

    private PendingEvent? Probe(DateTimeOffset now)
    {
        if (!(health.ProbeAt <= now))
            return null;
        // New events take turns with failed ones, which may fail for reasons of their own.
        _probedParked = !_probedParked;
        if (!_probedParked && IsHeld && queue.Head is not null && !parked.IsFull)
            return queue.Take();
        var probe = parked.LeastRecentlyTried(pending => MayProbeWith(pending, now));
        if (probe is null)
            return IsHeld && queue.Head is not null && !parked.IsFull ? queue.Take() : null;
        parked.Take(probe);
        probe.IsProbe = true;
        return probe;
    }

    // A number of retries is a promise of how many requests the target sees for one event that it refuses.
    private bool MayProbeWith(PendingEvent pending, DateTimeOffset now) =>
        !pending.ToSink && pending.NotBefore <= now
        && (context.Spec.Retry.Retries is null || health.IsDown || pending.LastWasSilence);

    private PendingEvent? Fresh(DateTimeOffset now) =>
        queue.Head is { } head && !parked.IsFull && (!IsHeld || IsExpired(head, now)) ? queue.Take() : null;

    private bool IsExpired(PendingEvent pending, DateTimeOffset now) =>
        now - pending.Since >= context.Spec.Retry.ExpireAfter;
}
