using Fabric.Brokers;
using Fabric.Grains.Catalogs;
using Fabric.Grains.Client;
using Fabric.Grains.Hosting;
using Fabric.Grains.Placement;
using Fabric.Grains.Rollouts;
using Fabric.Grains.Tails;
using Fabric.Resources;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;

namespace Fabric.Grains;

/// <summary>Registers the cluster host of the domain in a silo.</summary>
public static class GrainsHosting
{
    // A long poll of a trigger takes 30 s; an answer may be a while later than that.
    private static readonly TimeSpan ResponseTimeout = TimeSpan.FromSeconds(60);

    /// <summary>
    /// Adds <see cref="ClusterFabric"/> and with it <see cref="IFabric"/>, <see cref="ITopology"/>, <see cref="Publisher"/>,
    /// <see cref="IFabricClient"/> and <see cref="Fabric.Tails.ILiveTail"/>. The application adds a <see cref="ClusterStorage"/>,
    /// <see cref="Delivery.ISubscribers"/>, logging, metrics, and a grain storage <c>PubSubStore</c>, where Orleans keeps who
    /// listens to streams.
    /// </summary>
    public static ISiloBuilder AddFabricGrains(this ISiloBuilder silo, GrainsOptions? options = null)
    {
        options ??= new GrainsOptions();
        silo.Services.AddSingleton<TopologyHolder>();
        silo.Services.AddSingleton<ITopology>(provider => provider.GetRequiredService<TopologyHolder>());
        silo.Services.AddSingleton<Publisher>();
        silo.Services.AddSingleton<GrainEnvironment>();
        silo.Services.AddSingleton<LocalActivations>();
        silo.Services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(provider => provider.GetRequiredService<LocalActivations>());
        silo.Services.AddSingleton<ClusterAddresses>();
        silo.Services.AddSingleton<SiloFollowers>();
        silo.Services.AddSingleton<ICatalog, ClusterCatalog>();
        silo.Services.AddClientServices();
        silo.AddFabricPlacement(options);
        if (options.MemoryTail)
            silo.AddMemoryStreams(TailStreams.Provider);
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
