using Microsoft.Extensions.DependencyInjection;

namespace Fabric.Grains.Placement;

/// <summary>Registers where the fabric's grains are placed: in every silo of the cluster, since each may be the one that decides.</summary>
internal static class PlacementHosting
{
    public static ISiloBuilder AddFabricPlacement(this ISiloBuilder silo, GrainsOptions options)
    {
        silo.Services.AddSingleton(options);
        silo.Services.AddSingleton<SpreadBrokersDirector>();
        silo.AddPlacementDirector<SpreadBrokers>(provider => provider.GetRequiredService<SpreadBrokersDirector>());
        silo.AddPlacementDirector<NearBroker, NearBrokerDirector>();
        return silo;
    }
}
