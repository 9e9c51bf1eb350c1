namespace Fabric.Edge.Sources;

/// <summary>Lets a number of requests through in each second, one window for all callers.</summary>
internal sealed class RateLimit(int requestsPerSecond, TimeProvider time)
{
    private readonly object _gate = new();
    private long _window = long.MinValue;
    private int _used;

    /// <summary>Takes one request's place.</summary>
    /// <param name="retryAfter">Whole seconds until a place is free, when there is none.</param>
    public bool TryTake(out int retryAfter)
    {
        var second = time.GetUtcNow().ToUnixTimeSeconds();
        retryAfter = 1;
        lock (_gate)
        {
            if (second != _window)
                (_window, _used) = (second, 0);
            if (_used >= requestsPerSecond)
                return false;
            _used++;
            return true;
        }
    }
}
