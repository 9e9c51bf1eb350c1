namespace Fabric.Delivery;

/// <summary>
/// Ends attempts that take too long, or all of them at once. One timer serves all attempts, and cancellation sources are
/// used again, so that an attempt that ends in time costs neither. The timer's thread is not the caller's: hence the lock.
/// </summary>
internal sealed class AttemptTimers
{
    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private readonly Stack<AttemptTimer> _free = new();
    private readonly LinkedList<AttemptTimer> _running = [];
    private long _wakeAt = long.MaxValue;

    public AttemptTimers(TimeProvider time)
    {
        _time = time;
        _timer = time.CreateTimer(_ => EndLate(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>True once every attempt was ended by <see cref="Abort"/>.</summary>
    public bool Aborted { get; private set; }

    public AttemptTimer Start(TimeSpan timeout)
    {
        var endsAt = _time.GetTimestamp() + (long)(timeout.TotalSeconds * _time.TimestampFrequency);
        lock (_gate)
        {
            var attempt = _free.TryPop(out var used) ? used : new AttemptTimer();
            attempt.EndsAt = endsAt;
            _running.AddLast(attempt.Entry);
            if (Aborted)
                attempt.Source.Cancel();
            else if (endsAt < _wakeAt)
                WakeAt(endsAt);
            return attempt;
        }
    }

    public void End(AttemptTimer attempt)
    {
        lock (_gate)
        {
            _running.Remove(attempt.Entry);
            if (!Aborted && !attempt.IsLate && attempt.Source.TryReset())
                _free.Push(attempt);
            else
                attempt.Source.Dispose();
        }
    }

    public void Abort()
    {
        AttemptTimer[] running;
        lock (_gate)
        {
            Aborted = true;
            running = [.. _running];
            while (_free.TryPop(out var free))
                free.Source.Dispose();
        }

        _timer.Dispose();
        Cancel(running);
    }

    private void EndLate()
    {
        AttemptTimer[] late;
        lock (_gate)
        {
            var now = _time.GetTimestamp();
            late = [.. _running.Where(attempt => attempt.EndsAt <= now)];
            foreach (var attempt in late)
                attempt.IsLate = true;
            _wakeAt = long.MaxValue;
            var next = _running.Where(attempt => attempt.EndsAt > now).MinBy(attempt => attempt.EndsAt);
            if (next is not null && !Aborted)
                WakeAt(next.EndsAt);
        }

        Cancel(late);
    }

    private void WakeAt(long timestamp)
    {
        _wakeAt = timestamp;
        var wait = _time.GetElapsedTime(_time.GetTimestamp(), timestamp).TotalMilliseconds;
        _timer.Change(TimeSpan.FromMilliseconds(Math.Ceiling(Math.Max(wait, 0))), Timeout.InfiniteTimeSpan);
    }

    private static void Cancel(AttemptTimer[] attempts)
    {
        foreach (var attempt in attempts)
            attempt.Cancel();
    }
}
