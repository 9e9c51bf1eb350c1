using System.Net;
using Fabric.Delivery;

namespace Fabric.Edge.Delivery;

/// <summary>What a status code means for a delivery (Knative data plane, "Event Acknowledgement and Delivery Retry").</summary>
public static class StatusTable
{
    /// <summary>Classifies the answer to a delivery; a code that the table does not list may succeed later.</summary>
    public static DeliveryStatus Classify(int code) => code switch
    {
        >= 200 and < 300 => DeliveryStatus.Delivered,
        404 or 408 or 409 or 429 => DeliveryStatus.Retryable,
        >= 100 and < 500 => DeliveryStatus.Failed,
        _ => DeliveryStatus.Retryable,
    };

    /// <summary>Whether <c>Retry-After</c> is obeyed on a code.</summary>
    public static bool ObeysRetryAfter(int code) =>
        code is (int)HttpStatusCode.TooManyRequests or (int)HttpStatusCode.ServiceUnavailable;
}
