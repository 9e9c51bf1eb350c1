using Fabric.Brokers;
using Fabric.Edge.CloudEvents;
using Fabric.Edge.Tails;
using Fabric.Events;
using Fabric.Resources;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;

namespace Fabric.Edge.Ingest;

/// <summary>Publishes what arrives at <c>/brokers/NAMESPACE/NAME</c> and any path below it.</summary>
internal sealed class BrokerIngest(
    Publisher publisher, ITopology topology, EventLimits limits, IHostApplicationLifetime lifetime, RefusedEvents? refused = null)
{
    public Task Handle(HttpContext context)
    {
        var values = context.Request.RouteValues;
        var broker = new ResourceName((string)values["namespace"]!, (string)values["name"]!);
        var method = context.Request.Method;
        if (HttpMethods.IsPost(method) || HttpMethods.IsPut(method))
            return Publish(context, broker);
        if (!topology.Current.Brokers.ContainsKey(broker))
            return PlainAnswer.Write(context, StatusCodes.Status404NotFound, Unknown(broker));
        if (HttpMethods.IsOptions(method))
            return WebhookConsent.Answer(context);
        return IsProbe(method, values["path"] as string)
            ? context.Response.WriteAsync("""{"ok": "true"}""", context.RequestAborted)
            : PlainAnswer.MethodNotAllowed(context, WebhookConsent.Allow);
    }

    private async Task Publish(HttpContext context, ResourceName broker)
    {
        if (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            await PlainAnswer.Unavailable(context, "This node is stopping; try again.", retryAfter: null);
            return;
        }

        RequestLimit.Apply(context, limits);
        // The request ends by itself where the client goes; to ask for its token would make one for each request.
        var read = await CloudEventReader.Read(context.Request, limits, CancellationToken.None);
        if (read.Events is not { } events)
        {
            refused?.Tell(broker, read.Problem);
            await PlainAnswer.Write(context, read.StatusCode, read.Problem);
            return;
        }

        var outcome = await publisher.Publish(broker, events, PublishKind.Ingest, CancellationToken.None);
        if (outcome.Status != PublishStatus.Accepted)
            refused?.Tell(broker, outcome.Reason ?? outcome.Status.ToString(), events);
        await (outcome.Status switch
        {
            PublishStatus.NotFound => PlainAnswer.Write(context, StatusCodes.Status404NotFound, Unknown(broker)),
            PublishStatus.Accepted when IsBatch(context.Request) => BatchVerdict.Write(context, outcome),
            _ => PlainAnswer.Publish(context, outcome, broker),
        });
    }

    private static bool IsBatch(HttpRequest request) =>
        request.ContentType?.StartsWith("application/cloudevents-batch", StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>TriggerMesh brokers answer these on their own address.</summary>
    private static bool IsProbe(string method, string? path) =>
        HttpMethods.IsGet(method) && path is "healthz" or "_ah/health";

    private string Unknown(ResourceName broker)
    {
        var known = topology.Current.Brokers.Keys.Order().Take(5).ToList();
        return known.Count == 0
            ? $"There is no broker {broker} here: no broker is declared at all."
            : $"There is no broker {broker} here. There is {string.Join(", ", known)}{(topology.Current.Brokers.Count > known.Count ? ", …" : "")}.";
    }
}
