using System.Collections.Immutable;
using Fabric.Brokers;

namespace Fabric.Grains.Rollouts;

/// <summary>Makes the cluster what the catalog says; there is one, and its key is <see cref="Key"/>.</summary>
public interface IRolloutGrain : IGrainWithStringKey
{
    const string Key = "rollout";

    /// <summary>Waits for the next rollout; answers the last one again when it waited long enough.</summary>
    /// <param name="silo">Who asks: the rollout waits for the silos that follow it.</param>
    /// <param name="known">The number of the rollout that the silo has taken up; 0 at first.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    ValueTask<Rollout> Next(SiloAddress silo, long known, CancellationToken cancellationToken);

    /// <summary>Ends when everything up to a version of the catalog is in force, on every silo.</summary>
    ValueTask Applied(long version, CancellationToken cancellationToken);
}

/// <summary>What was put in force.</summary>
/// <param name="Number">Rises with each rollout.</param>
/// <param name="Brokers">What brokers turned out to be.</param>
[GenerateSerializer]
[Alias("fabric.Rollout")]
[Immutable]
public sealed record Rollout([property: Id(0)] long Number, [property: Id(1)] ImmutableArray<SettledBroker> Brokers);

/// <summary>A broker that may be another one than declared: one that holds events keeps its storage and partitions.</summary>
[GenerateSerializer]
[Alias("fabric.SettledBroker")]
[Immutable]
public sealed record SettledBroker([property: Id(0)] ResourceName Name, [property: Id(1)] BrokerSpec Spec);
