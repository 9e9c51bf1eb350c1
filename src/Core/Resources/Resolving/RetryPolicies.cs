using Fabric.Delivery;
using Fabric.Resources.Validation;

namespace Fabric.Resources.Resolving;

/// <summary>Reads a trigger's <c>delivery</c>.</summary>
internal static class RetryPolicies
{
    public static RetryPolicy Read(FieldReader delivery)
    {
        var defaults = new RetryPolicy();
        return defaults with
        {
            Retries = delivery["retry"].Integer is >= 0 and <= int.MaxValue and var retries ? (int)retries : null,
            Backoff = Enum.TryParse<BackoffPolicy>(delivery["backoffPolicy"].Text, ignoreCase: true, out var policy) ? policy : defaults.Backoff,
            BackoffDelay = delivery["backoffDelay"].Duration ?? defaults.BackoffDelay,
            Timeout = delivery["timeout"].Duration ?? defaults.Timeout,
            RetryAfterMax = delivery["retryAfterMax"].Duration,
            ExpireAfter = delivery["expireAfter"].Duration ?? defaults.ExpireAfter,
        };
    }
}
