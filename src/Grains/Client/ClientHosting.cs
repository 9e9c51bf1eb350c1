using Fabric.Grains.Placement;
using Fabric.Grains.Tails;
using Fabric.Grains.Wire;
using Fabric.Resources;
using Fabric.Tails;
using Fabric.Telemetry;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans.Configuration;

namespace Fabric.Grains.Client;

/// <summary>Registers <see cref="IFabricClient"/> in an Orleans application.</summary>
public static class ClientHosting
{
    /// <summary>For a client of a fabric cluster: a process that hosts no grains.</summary>
    public static IClientBuilder AddFabricClient(this IClientBuilder client)
    {
        client.Services.AddClientServices();
        client.AddMemoryStreams(TailStreams.Provider);
        client.AddActivityPropagation();
        return client;
    }

    /// <summary>
    /// For a silo of an application that is a member of the fabric's cluster: its grains publish and listen, and the
    /// fabric's own grains stay on the fabric's silos.
    /// </summary>
    public static ISiloBuilder AddFabricClient(this ISiloBuilder silo)
    {
        silo.Services.AddClientServices();
        silo.AddMemoryStreams(TailStreams.Provider);
        silo.AddActivityPropagation();
        silo.AddFabricPlacement(new GrainsOptions());
        silo.Services.TryAddSingleton<ITopology>(provider => provider.GetRequiredService<KnownBrokers>());
        silo.Services.PostConfigure<GrainTypeOptions>(grains => grains.Classes.RemoveWhere(grain => grain.Assembly == typeof(ClientHosting).Assembly));
        return silo;
    }

    /// <summary>What every process that talks to the fabric's grains has.</summary>
    internal static IServiceCollection AddClientServices(this IServiceCollection services)
    {
        services.AddFabricWire();
        services.AddMetrics();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<FabricMetrics>();
        services.TryAddSingleton<IFabric, ClusterFabric>();
        services.TryAddSingleton<ILiveTail, ClusterTail>();
        services.TryAddSingleton<KnownBrokers>();
        services.TryAddSingleton<IFabricClient, FabricClient>();
        return services;
    }
}
