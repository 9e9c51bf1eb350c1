using System.Collections.Concurrent;
using System.Globalization;
using Fabric.Delivery;
using Fabric.Edge.CloudEvents;
using Fabric.Edge.Ingest;
using Fabric.Events;
using Fabric.Sources;
using Microsoft.AspNetCore.Http;

namespace Fabric.Edge.Sources;

/// <summary>Serves a CloudEventsSource: takes events as they are, behind credentials, a path and a rate limit.</summary>
internal sealed class CloudEventsEndpoint(SinkSender sink, EventLimits limits, TimeProvider time)
{
    private readonly ConcurrentDictionary<(ResourceName Source, int Rate), RateLimit> _rates = new();

    public async Task Handle(HttpContext context, CloudEventsSourceSpec source, string path)
    {
        var request = context.Request;
        if (HttpMethods.IsOptions(request.Method))
        {
            await Handshake.Answer(context, corsAllowOrigin: null, source.RequestsPerSecond);
            return;
        }

        if (!Accepts(source.Path, path))
        {
            await PlainAnswer.Write(context, StatusCodes.Status404NotFound, $"{source.Name} takes events at {source.Path}");
            return;
        }

        if (!HttpMethods.IsPost(request.Method) && !HttpMethods.IsPut(request.Method))
        {
            await PlainAnswer.MethodNotAllowed(context, WebhookConsent.Allow);
            return;
        }

        if (!source.Credentials.IsEmpty && BasicCredentials.Check(request, source.Credentials) != CredentialsVerdict.Valid)
        {
            context.Response.Headers.WWWAuthenticate = "Basic realm=\"restricted\", charset=\"UTF-8\"";
            await PlainAnswer.Write(context, StatusCodes.Status401Unauthorized, "wrong user name or password");
            return;
        }

        if (source.RequestsPerSecond is { } rate && !Rate(source.Name, rate).TryTake(out var retryAfter))
        {
            context.Response.Headers.RetryAfter = retryAfter.ToString(CultureInfo.InvariantCulture);
            await PlainAnswer.Write(context, StatusCodes.Status429TooManyRequests, "limit exceeded");
            return;
        }

        await Forward(context, source);
    }

    private async Task Forward(HttpContext context, CloudEventsSourceSpec source)
    {
        RequestLimit.Apply(context, limits);
        var read = await CloudEventReader.Read(context.Request, limits, context.RequestAborted);
        if (read.Events is not { } events)
        {
            await PlainAnswer.Write(context, read.StatusCode, read.Problem);
            return;
        }

        if (!source.Overrides.IsEmpty)
            events = AttributeOverride.Apply(events, source.Overrides);
        var outcome = await sink.Send(source.Sink, events, context.RequestAborted);
        if (outcome.Status == DeliveryStatus.Delivered)
            context.Response.StatusCode = outcome.Code ?? StatusCodes.Status200OK;
        else
            await SinkAnswer.WriteFailure(context, outcome, passCode: true);
    }

    private static bool Accepts(string? wanted, string path) =>
        wanted is null or "" or "/"
        || path.Equals(wanted, StringComparison.Ordinal)
        || (wanted.EndsWith('/') && path.StartsWith(wanted, StringComparison.Ordinal));

    private RateLimit Rate(ResourceName source, int rate) =>
        _rates.GetOrAdd((source, rate), static (key, time) => new RateLimit(key.Rate, time), time);
}
