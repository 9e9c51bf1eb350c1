using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Fabric.Edge.Manifests;

/// <summary>Makes a node take up manifest files.</summary>
public static class ManifestServices
{
    /// <summary>Needs an <see cref="Fabric.Resources.ICatalog"/>; <see cref="ManifestService.Loaded"/> tells when the node is ready.</summary>
    public static IServiceCollection AddManifests(this IServiceCollection services, Action<ManifestOptions>? configure = null)
    {
        services.AddOptions<ManifestOptions>();
        if (configure is not null)
            services.Configure(configure);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<ManifestFolder>();
        services.TryAddSingleton<ManifestService>();
        services.AddHostedService(provider => provider.GetRequiredService<ManifestService>());
        return services;
    }
}
