using Fabric.Delivery;
using Fabric.Edge.Ingest;
using Microsoft.AspNetCore.Http;

namespace Fabric.Edge.Sources;

/// <summary>Tells the sender that the sink did not take its event.</summary>
internal static class SinkAnswer
{
    /// <summary>503 with <c>Retry-After</c> where the sink is overloaded or absent, its own status where that is passed on, else 502.</summary>
    /// <param name="context">The sender's request.</param>
    /// <param name="outcome">A delivery that failed.</param>
    /// <param name="passCode">True passes the sink's own status on, as CloudEventsSource does.</param>
    public static Task WriteFailure(HttpContext context, DeliveryOutcome outcome, bool passCode)
    {
        var status = outcome.Code switch
        {
            StatusCodes.Status503ServiceUnavailable => StatusCodes.Status503ServiceUnavailable,
            >= 400 and < 600 and var code when passCode => code,
            _ => StatusCodes.Status502BadGateway,
        };
        if (outcome.RetryAfter is not null)
            PlainAnswer.RetryAfter(context, outcome.RetryAfter);
        return PlainAnswer.Write(context, status, outcome.Reason ?? "The sink refused the event.");
    }
}
