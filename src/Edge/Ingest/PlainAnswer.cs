using System.Globalization;
using Fabric.Brokers;
using Microsoft.AspNetCore.Http;

namespace Fabric.Edge.Ingest;

/// <summary>Answers of the event endpoints: a status, and in words what was wrong.</summary>
public static class PlainAnswer
{
    public static Task Write(HttpContext context, int status, string text)
    {
        context.Response.StatusCode = status;
        if (HttpMethods.IsHead(context.Request.Method))
            return Task.CompletedTask;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(text.EndsWith('\n') ? text : text + "\n", context.RequestAborted);
    }

    public static Task MethodNotAllowed(HttpContext context, string allow)
    {
        context.Response.Headers.Allow = allow;
        return Write(context, StatusCodes.Status405MethodNotAllowed, $"{context.Request.Method} is not possible here, only {allow}.");
    }

    /// <summary>503 with <c>Retry-After</c> in whole seconds, at least 1.</summary>
    public static Task Unavailable(HttpContext context, string reason, TimeSpan? retryAfter)
    {
        RetryAfter(context, retryAfter);
        return Write(context, StatusCodes.Status503ServiceUnavailable, reason);
    }

    public static void RetryAfter(HttpContext context, TimeSpan? wait)
    {
        var seconds = Math.Max(1, (long)Math.Ceiling(wait?.TotalSeconds ?? 1));
        context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>The answer to a publish: 200 and nothing else where the events are kept.</summary>
    public static Task Publish(HttpContext context, PublishOutcome outcome, ResourceName broker) => outcome.Status switch
    {
        PublishStatus.Accepted => Task.CompletedTask,
        PublishStatus.NotFound => Write(context, StatusCodes.Status404NotFound, outcome.Reason ?? $"There is no broker {broker} here."),
        PublishStatus.TooManyHops => Write(context, StatusCodes.Status400BadRequest,
            outcome.Reason ?? $"An event has passed {PublishOutcome.MaxHops} brokers: there is a loop in the routing."),
        _ => Unavailable(context, outcome.Reason ?? $"The broker {broker} cannot take events now: {outcome.Status}.", outcome.RetryAfter),
    };
}
