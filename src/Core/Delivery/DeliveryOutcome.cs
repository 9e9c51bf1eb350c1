using Fabric.Events;

namespace Fabric.Delivery;

public enum DeliveryStatus
{
    /// <summary>2xx: the subscriber has it.</summary>
    Delivered,

    /// <summary>404, 408, 409, 429, 5xx, an unlisted code or no answer: may succeed later.</summary>
    Retryable,

    /// <summary>Another 4xx, 1xx, 3xx, or a reply that is not an event: will not succeed.</summary>
    Failed,
}

/// <summary>What one attempt to deliver came to (Knative data plane, section "Event Acknowledgement and Delivery Retry").</summary>
public sealed record DeliveryOutcome(DeliveryStatus Status)
{
    public static DeliveryOutcome Success { get; } = new(DeliveryStatus.Delivered);

    /// <summary>The HTTP status; null where there was no answer.</summary>
    public int? Code { get; init; }

    /// <summary>True where the attempt's time was over before an answer came; the subscriber may have the event.</summary>
    public bool TimedOut { get; init; }

    /// <summary>True where nothing answered at all: refused, reset, unknown host. The subscriber saw no request.</summary>
    public bool IsSilence => Status == DeliveryStatus.Retryable && Code is null && !TimedOut;

    /// <summary>What went wrong, for a person; null when delivered.</summary>
    public string? Reason { get; init; }

    /// <summary>How long the subscriber asked to wait (<c>Retry-After</c> on 429 and 503).</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The reply event, to be published before the delivery counts; empty for none.</summary>
    public EventBatch Reply { get; init; } = EventBatch.Empty;

    /// <summary>The beginning of an error's body, at most 1,024 bytes, for <c>knativeerrordata</c>.</summary>
    public ReadOnlyMemory<byte> ErrorBody { get; init; }
}
