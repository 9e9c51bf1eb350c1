using Fabric.Delivery;
using Fabric.Edge.Delivery;
using Microsoft.AspNetCore.Http;

namespace Fabric.Edge.Ingest;

/// <summary>
/// Sends a request whose <c>Host</c> is the name of a service, such as <c>receiver-mb-broker.default.svc.cluster.local</c>,
/// to the path of what that service stands for. Any path of the request is kept behind it.
/// </summary>
internal sealed class FabricHosts(RequestDelegate next, ServiceHosts hosts)
{
    public Task Invoke(HttpContext context)
    {
        if (hosts.Find(context.Request.Host.Host) is { Name: { } name } destination && Root(destination.Kind) is { } root)
            context.Request.Path = new PathString($"{root}/{name.Namespace}/{name.Name}").Add(Rest(context.Request.Path));
        return next(context);
    }

    private static string? Root(DestinationKind kind) => kind switch
    {
        DestinationKind.Broker => "/brokers",
        DestinationKind.Display => "/displays",
        DestinationKind.CloudEventsTarget or DestinationKind.HttpTarget or DestinationKind.Transformation => "/targets",
        DestinationKind.CloudEventsSource or DestinationKind.WebhookSource => "/sources",
        _ => null,
    };

    private static PathString Rest(PathString path) => path == "/" ? PathString.Empty : path;
}
