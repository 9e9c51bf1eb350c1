namespace Fabric.Delivery;

/// <summary>How the wait between attempts grows (Knative DeliverySpec <c>backoffPolicy</c>).</summary>
public enum BackoffPolicy
{
    /// <summary>Always the delay.</summary>
    Constant,

    /// <summary>Delay × n before retry n.</summary>
    Linear,

    /// <summary>Delay × 2ⁿ before retry n, counted from 1.</summary>
    Exponential,
}

/// <summary>When and how often a failed delivery is tried again.</summary>
public sealed record RetryPolicy
{
    /// <summary>
    /// Retries after the first attempt, 0 or more; null tries until the event is older than
    /// <see cref="ExpireAfter"/>. Default null.
    /// </summary>
    public int? Retries { get; init; }

    /// <summary>Default exponential.</summary>
    public BackoffPolicy Backoff { get; init; } = BackoffPolicy.Exponential;

    /// <summary>The delay that the policy multiplies. Default 1 s.</summary>
    public TimeSpan BackoffDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest wait between two attempts. Default 1 min.</summary>
    public TimeSpan MaxBackoff { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How long one attempt may take. Default 30 s.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The longest <c>Retry-After</c> that is obeyed; zero ignores it, null obeys any up to <see cref="ExpireAfter"/>.</summary>
    public TimeSpan? RetryAfterMax { get; init; }

    /// <summary>Without <see cref="Retries"/>, an event older than this is dead-lettered. Default 24 h.</summary>
    public TimeSpan ExpireAfter { get; init; } = TimeSpan.FromHours(24);
}
