namespace Fabric.Grains.Tails;

/// <summary>A broker partition, as those who follow its live tail see it; the same grain and key as <see cref="IBrokerGrain"/>.</summary>
public interface IBrokerTailGrain : IGrainWithStringKey
{
    /// <summary>Has the partition look whether anybody listens, at once rather than soon.</summary>
    ValueTask Look(CancellationToken cancellationToken);
}
