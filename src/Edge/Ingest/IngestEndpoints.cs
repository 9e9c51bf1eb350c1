using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Fabric.Edge.Ingest;

/// <summary>How events come in over HTTP.</summary>
public static class IngestEndpoints
{
    /// <summary><c>POST</c> or <c>PUT /brokers/{namespace}/{name}[/…]</c> publishes; <c>OPTIONS</c> answers the webhook handshake.</summary>
    public static IEndpointConventionBuilder MapBrokerIngest(this IEndpointRouteBuilder endpoints)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        var ingest = ActivatorUtilities.CreateInstance<BrokerIngest>(endpoints.ServiceProvider);
        return endpoints.Map("/brokers/{namespace}/{name}/{**path}", ingest.Handle);
    }

    /// <summary>
    /// Understands the host names of services. It decides the route, so it starts the routing itself: use it before
    /// everything that maps endpoints, and do not call <c>UseRouting</c> besides.
    /// </summary>
    public static IApplicationBuilder UseFabricHosts(this IApplicationBuilder app) =>
        app.UseMiddleware<FabricHosts>().UseRouting();
}
