using Fabric.Edge.Api.Discovery;
using Fabric.Edge.Api.Watching;
using Fabric.Resources;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Fabric.Edge.Api;

/// <summary>The management API: shaped as Kubernetes', so that kubectl works against a bare node.</summary>
public static class ResourceApi
{
    /// <summary>Needs an <see cref="ICatalog"/>; shows live statuses and dead letters where there is an <see cref="IFabric"/>.</summary>
    public static IServiceCollection AddResourceApi(this IServiceCollection services, Action<ApiOptions>? configure = null)
    {
        services.AddOptions<ApiOptions>().ValidateDataAnnotations().ValidateOnStart();
        if (configure is not null)
            services.Configure(configure);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<ResourceStore>();
        services.TryAddSingleton<ResourceReader>();
        services.TryAddSingleton<ResourceWriter>();
        services.TryAddSingleton<ResourceRemover>();
        services.TryAddSingleton<ResourceWatch>();
        services.TryAddSingleton(provider => new LiveStatus(provider.GetRequiredService<TimeProvider>(), provider.GetService<IFabric>()));
        services.TryAddSingleton(provider => new DeadLetterEndpoints(
            provider.GetRequiredService<ICatalog>(), provider.GetRequiredService<IOptions<ApiOptions>>(), provider.GetService<IFabric>()));
        services.TryAddSingleton(provider => new ReplayEndpoint(
            provider.GetRequiredService<ICatalog>(),
            provider.GetRequiredService<IOptions<ApiOptions>>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetService<IFabric>()));
        return services;
    }

    /// <summary>Maps <c>/version</c>, <c>/api</c>, <c>/apis</c> and <c>/openapi</c>.</summary>
    public static IEndpointConventionBuilder MapResourceApi(this IEndpointRouteBuilder routes)
    {
        routes.MapVersion();
        var api = routes.MapGroup("").AddEndpointFilter<FaultGate>().AddEndpointFilter<TokenGate>();
        api.MapDiscovery();
        api.MapOpenApi();
        api.MapAccessReviews();
        api.MapResources();
        return api;
    }
}
