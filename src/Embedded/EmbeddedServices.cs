using Fabric.Resources;
using Fabric.Telemetry;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Fabric.Embedded;

/// <summary>Registers a node.</summary>
public static class EmbeddedServices
{
    /// <summary>
    /// Adds <see cref="EmbeddedFabric"/> and with it <see cref="IFabric"/>, <see cref="ITopology"/>,
    /// <see cref="Brokers.Publisher"/> and <see cref="Tails.ILiveTail"/>. The application adds <see cref="Delivery.ISubscribers"/>, logging and metrics.
    /// </summary>
    public static IServiceCollection AddEmbeddedFabric(this IServiceCollection services, EmbeddedOptions options)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(options);
        services.AddSingleton<TopologyHolder>();
        services.AddSingleton<ITopology>(provider => provider.GetRequiredService<TopologyHolder>());
        services.AddSingleton<FabricMetrics>();
        services.AddSingleton<EmbeddedFabric>();
        services.AddSingleton<IFabric>(provider => provider.GetRequiredService<EmbeddedFabric>());
        services.AddSingleton(provider => provider.GetRequiredService<EmbeddedFabric>().Publisher);
        services.AddSingleton(provider => provider.GetRequiredService<EmbeddedFabric>().Tail);
        return services;
    }
}
