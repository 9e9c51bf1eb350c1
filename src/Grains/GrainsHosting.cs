using Fabric.Brokers;
using Fabric.Grains.Catalogs;
using Fabric.Grains.Hosting;
using Fabric.Grains.Placement;
using Fabric.Grains.Rollouts;
using Fabric.Grains.Wire;
using Fabric.Resources;
using Fabric.Telemetry;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans.Configuration;

namespace Fabric.Grains;

/// <summary>Registers the cluster host of the domain in a silo.</summary>
public static class GrainsHosting
{
    // A long poll of a trigger takes 30 s; an answer may be a while later than that.
    private static readonly TimeSpan ResponseTimeout = TimeSpan.FromSeconds(60);

    /// <summary>
    /// Adds <see cref="ClusterFabric"/> and with it <see cref="IFabric"/>, <see cref="ITopology"/> and <see cref="Publisher"/>.
    /// The application adds a <see cref="ClusterStorage"/>, <see cref="Delivery.ISubscribers"/>, logging and metrics.
    /// </summary>
    public static ISiloBuilder AddFabricGrains(this ISiloBuilder silo, GrainsOptions? options = null)
    {
        options ??= new GrainsOptions();
        silo.Services.AddFabricWire();
        silo.Services.AddSingleton(options);
        silo.Services.TryAddSingleton(TimeProvider.System);
        silo.Services.TryAddSingleton<FabricMetrics>();
        silo.Services.AddSingleton<TopologyHolder>();
        silo.Services.AddSingleton<ITopology>(provider => provider.GetRequiredService<TopologyHolder>());
        silo.Services.AddSingleton<IFabric, ClusterFabric>();
        silo.Services.AddSingleton<Publisher>();
        silo.Services.AddSingleton<GrainEnvironment>();
        silo.Services.AddSingleton<LocalActivations>();
        silo.Services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(provider => provider.GetRequiredService<LocalActivations>());
        silo.Services.AddSingleton<ClusterAddresses>();
        silo.Services.AddSingleton<SiloFollowers>();
        silo.Services.AddSingleton<ICatalog, ClusterCatalog>();
        silo.Services.AddSingleton<SpreadBrokersDirector>();
        silo.AddPlacementDirector<SpreadBrokers>(provider => provider.GetRequiredService<SpreadBrokersDirector>());
        silo.AddPlacementDirector<NearBroker, NearBrokerDirector>();
        silo.AddActivityPropagation();
        silo.Configure<SiloMessagingOptions>(messaging => messaging.ResponseTimeout = ResponseTimeout);
        silo.Configure<GrainCollectionOptions>(collection => collection.DeactivationTimeout = options.HandOverTimeout);
        return silo;
    }

    /// <summary>
    /// Makes the cluster follow its catalog; the application says where it is reached (<see cref="ClusterAddresses"/>).
    /// Without it nothing is configured unless the application does it.
    /// </summary>
    public static ISiloBuilder FollowCatalog(this ISiloBuilder silo)
    {
        silo.Services.AddSingleton<RolloutFollower>();
        silo.Services.AddHostedService(provider => provider.GetRequiredService<RolloutFollower>());
        return silo;
    }
}
