namespace Fabric.Delivery;

/// <summary>
/// Ends attempts that take too long, or all of them at once. The cancellation sources are used again, so that an attempt
/// that ends in time allocates none.
/// </summary>
internal sealed class AttemptTimers(TimeProvider time)
{
    private readonly Stack<CancellationTokenSource> _free = new();
    private readonly HashSet<CancellationTokenSource> _running = [];

    /// <summary>True once every attempt was ended by <see cref="Abort"/>.</summary>
    public bool Aborted { get; private set; }

    public CancellationTokenSource Start(TimeSpan timeout)
    {
        var source = _free.TryPop(out var used) ? used : new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        _running.Add(source);
        if (Aborted)
            source.Cancel();
        else
            source.CancelAfter(timeout);
        return source;
    }

    public void End(CancellationTokenSource source)
    {
        _running.Remove(source);
        // A reset alone does not stop the timer of a TimeProvider that is not the system's.
        source.CancelAfter(Timeout.InfiniteTimeSpan);
        if (!Aborted && source.TryReset())
            _free.Push(source);
        else
            source.Dispose();
    }

    public void Abort()
    {
        Aborted = true;
        foreach (var source in _running.ToArray())
            source.Cancel();
        while (_free.TryPop(out var source))
            source.Dispose();
    }
}
