using Fabric.Edge.Ingest;
using Fabric.Resources;
using Fabric.Sources;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Fabric.Edge.Sources;

/// <summary>Where the sources of a node are reached: <c>/sources/NAMESPACE/NAME[/…]</c>, any method.</summary>
public static class SourceEndpoints
{
    /// <summary>Adds what sources need; <see cref="SourceRunner"/> runs those that act by themselves.</summary>
    public static IServiceCollection AddFabricSources(this IServiceCollection services) => services
        .AddSingleton<SinkSender>()
        .AddSingleton<WebhookEndpoint>()
        .AddSingleton<CloudEventsEndpoint>()
        .AddSingleton<PersistentSend>()
        .AddSingleton<PingLoop>()
        .AddSingleton<PollLoop>()
        .AddSingleton<ISourceLoops, SourceLoops>();

    /// <summary>Runs the sources that act by themselves in this process; a cluster runs each in one of its silos instead.</summary>
    public static IServiceCollection AddSourceRunner(this IServiceCollection services) => services.AddHostedService<SourceRunner>();

    public static IEndpointRouteBuilder MapSources(this IEndpointRouteBuilder endpoints)
    {
        endpoints.Map("/sources/{namespace}/{name}/{**rest}", Handle);
        return endpoints;
    }

    private static Task Handle(HttpContext context, string @namespace, string name, ITopology topology)
    {
        var path = PathBelow(context.Request.Path, @namespace, name);
        var services = context.RequestServices;
        return Find(topology.Current, @namespace, name) switch
        {
            WebhookSourceSpec webhook => services.GetRequiredService<WebhookEndpoint>().Handle(context, webhook, path),
            CloudEventsSourceSpec source => services.GetRequiredService<CloudEventsEndpoint>().Handle(context, source, path),
            _ => NotFound(context, @namespace, name),
        };
    }

    // A source is found by the name of its workload, or by its own name where that is not ambiguous.
    private static SourceSpec? Find(Topology topology, string @namespace, string name)
    {
        var sources = topology.Sources;
        if (sources.TryGetValue(new ResourceName(@namespace, name), out var source))
            return source;
        return sources.TryGetValue(new ResourceName(@namespace, "webhooksource-" + name), out source)
            || sources.TryGetValue(new ResourceName(@namespace, "cloudeventssource-" + name), out source)
            ? source
            : null;
    }

    private static string PathBelow(PathString path, string @namespace, string name)
    {
        var prefix = $"/sources/{@namespace}/{name}";
        var below = path.Value is { } whole && whole.Length > prefix.Length ? whole[prefix.Length..] : "";
        return below.Length == 0 ? "/" : below;
    }

    private static Task NotFound(HttpContext context, string @namespace, string name) => PlainAnswer.Write(
        context,
        StatusCodes.Status404NotFound,
        $"There is no WebhookSource or CloudEventsSource {@namespace}/{name} with a valid spec here.");
}
