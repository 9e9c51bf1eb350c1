namespace Fabric.Delivery;

/// <summary>How long to wait before each retry: a <see cref="RetryPolicy"/> with its arithmetic.</summary>
internal sealed class RetrySchedule(RetryPolicy policy, Random random)
{
    // Only ever longer: a retry that comes earlier than the policy says would surprise, one a little later spreads the load.
    private const double Jitter = 0.1;

    public RetryPolicy Policy => policy;

    /// <summary>The wait before a retry.</summary>
    /// <param name="retry">Counted from 1.</param>
    /// <param name="retryAfter">What the subscriber asked for.</param>
    public TimeSpan Delay(int retry, TimeSpan? retryAfter = null)
    {
        var delay = policy.BackoffDelay.TotalSeconds;
        var backoff = policy.Backoff switch
        {
            BackoffPolicy.Constant => delay,
            BackoffPolicy.Linear => delay * retry,
            _ => delay * Math.Pow(2, retry),
        };
        var capped = Math.Min(backoff, policy.MaxBackoff.TotalSeconds);
        var jittered = TimeSpan.FromSeconds(capped * (1 + (Jitter * random.NextDouble())));
        return Obeyed(retryAfter) is { } asked && asked > jittered ? asked : jittered;
    }

    /// <summary>The part of a <c>Retry-After</c> that the policy obeys; null where it ignores it.</summary>
    public TimeSpan? Obeyed(TimeSpan? retryAfter)
    {
        var longest = policy.RetryAfterMax ?? policy.ExpireAfter;
        if (retryAfter is not { } asked || asked <= TimeSpan.Zero || longest <= TimeSpan.Zero)
            return null;
        return asked < longest ? asked : longest;
    }

    /// <summary>True where an event that failed that often, or that is that old, is not tried again.</summary>
    public bool IsExhausted(int attempts, DateTimeOffset appendedAt, DateTimeOffset now) =>
        policy.Retries is { } retries ? attempts > retries : now - appendedAt >= policy.ExpireAfter;
}
