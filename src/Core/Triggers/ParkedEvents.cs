using Fabric.Delivery;

namespace Fabric.Triggers;

/// <summary>Events whose delivery failed and that wait for their next attempt. They hold no lane, but memory: so they are bounded.</summary>
internal sealed class ParkedEvents
{
    /// <summary>Where no new event is started any more.</summary>
    public const int MaxEvents = 1_000;

    /// <inheritdoc cref="MaxEvents"/>
    public const long MaxBytes = 32 << 20;

    private readonly SortedSet<PendingEvent> _byDueTime = new(new ByDueTime());
    private long _sequence;

    public int Count => _byDueTime.Count;

    public long Bytes { get; private set; }

    public bool IsFull => Count >= MaxEvents || Bytes >= MaxBytes;

    public void Park(PendingEvent pending, DateTimeOffset dueAt)
    {
        pending.Detach();
        pending.DueAt = dueAt;
        pending.IsParked = true;
        pending.ParkedAs = ++_sequence;
        Bytes += pending.Size;
        _byDueTime.Add(pending);
    }

    public void Take(PendingEvent pending)
    {
        _byDueTime.Remove(pending);
        pending.IsParked = false;
        Bytes -= pending.Size;
    }

    /// <summary>The event longest due that a condition allows.</summary>
    public PendingEvent? Due(DateTimeOffset now, Func<PendingEvent, bool> allowed)
    {
        if (Count == 0)
            return null;
        foreach (var pending in _byDueTime)
        {
            if (pending.DueAt > now)
                return null;
            if (allowed(pending))
                return pending;
        }

        return null;
    }

    /// <summary>The first time after now that an event is due.</summary>
    public DateTimeOffset? NextDue(DateTimeOffset now)
    {
        if (Count == 0)
            return null;
        foreach (var pending in _byDueTime)
        {
            if (pending.DueAt > now)
                return pending.DueAt;
        }

        return null;
    }

    /// <summary>The event that a probe is made with: each in its turn, since one may fail for reasons of its own.</summary>
    public PendingEvent? LeastRecentlyTried(Func<PendingEvent, bool> allowed) =>
        _byDueTime.Where(allowed).MinBy(pending => pending.LastAttemptAt);

    /// <summary>Makes events due at once, except where the target itself asked for more time.</summary>
    public void Release(DateTimeOffset now, Func<PendingEvent, bool> which)
    {
        foreach (var pending in _byDueTime.Where(pending => pending.DueAt > now && which(pending)).ToArray())
        {
            _byDueTime.Remove(pending);
            pending.DueAt = pending.NotBefore > now ? pending.NotBefore : now;
            _byDueTime.Add(pending);
        }
    }

    private sealed class ByDueTime : IComparer<PendingEvent>
    {
        public int Compare(PendingEvent? x, PendingEvent? y)
        {
            var byTime = x!.DueAt.CompareTo(y!.DueAt);
            return byTime != 0 ? byTime : x.ParkedAs.CompareTo(y.ParkedAs);
        }
    }
}
