using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Fabric.Edge.Targets;

/// <summary>Targets and displays over HTTP.</summary>
public static class TargetEndpoints
{
    /// <summary>
    /// <c>POST /targets/{namespace}/{workload}[/…]</c> hands a CloudEvent to a target; <c>/displays/{namespace}/{name}</c>
    /// takes events, shows a page, and lists, follows and clears what arrived at <c>…/events</c>.
    /// </summary>
    public static IEndpointRouteBuilder MapTargets(this IEndpointRouteBuilder endpoints)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        var services = endpoints.ServiceProvider;
        endpoints.Map("/targets/{namespace}/{name}/{**path}", ActivatorUtilities.CreateInstance<TargetIngest>(services).Handle);

        var displays = ActivatorUtilities.CreateInstance<DisplayView>(services);
        endpoints.MapGet("/displays/{namespace}/{name}", DisplayView.Page);
        endpoints.MapGet("/displays/{namespace}/{name}/events", displays.Events);
        endpoints.MapDelete("/displays/{namespace}/{name}/events", displays.Clear);
        endpoints.MapMethods(
            "/displays/{namespace}/{name}/{**path}",
            [HttpMethods.Post, HttpMethods.Put, HttpMethods.Options],
            ActivatorUtilities.CreateInstance<TargetIngest>(services).Handle);
        return endpoints;
    }

    /// <summary>The target that a request's path names.</summary>
    internal static ResourceName NameIn(HttpContext context) =>
        new((string)context.Request.RouteValues["namespace"]!, (string)context.Request.RouteValues["name"]!);
}
