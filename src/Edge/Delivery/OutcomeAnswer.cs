using System.Globalization;
using System.Text;
using Fabric.Delivery;
using Fabric.Edge.CloudEvents;
using Microsoft.AspNetCore.Http;

namespace Fabric.Edge.Delivery;

/// <summary>Answers a request with what came of the delivery it asked for.</summary>
public static class OutcomeAnswer
{
    /// <summary>Relays status and reply event; a delivery without an answer is a 502.</summary>
    public static async Task Write(HttpContext context, DeliveryOutcome outcome)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(outcome);
        if (outcome.Status == DeliveryStatus.Delivered)
            await Relay(context, outcome);
        else
            await Refuse(context, outcome);
    }

    private static async Task Relay(HttpContext context, DeliveryOutcome outcome)
    {
        // 202 and 204 cannot carry a reply.
        context.Response.StatusCode = outcome.Reply.Count > 0 ? StatusCodes.Status200OK : outcome.Code ?? StatusCodes.Status200OK;
        if (outcome.Reply.Count == 1)
            await CloudEventWriter.Write(context.Response, outcome.Reply[0], cancellationToken: context.RequestAborted);
        else if (outcome.Reply.Count > 1)
            await CloudEventWriter.WriteBatch(context.Response, outcome.Reply, cancellationToken: context.RequestAborted);
    }

    private static async Task Refuse(HttpContext context, DeliveryOutcome outcome)
    {
        context.Response.StatusCode = outcome.Code is >= 400 and < 600 and var code ? code : StatusCodes.Status502BadGateway;
        if (outcome.RetryAfter is { } wait)
            context.Response.Headers.RetryAfter = Math.Max(1, (long)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        context.Response.ContentType = "text/plain; charset=utf-8";
        var text = $"{outcome.Reason}\n{Encoding.UTF8.GetString(outcome.ErrorBody.Span)}";
        await context.Response.WriteAsync(text, context.RequestAborted);
    }
}
