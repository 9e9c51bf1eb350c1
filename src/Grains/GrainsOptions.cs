namespace Fabric.Grains;

/// <summary>Where a trigger lives.</summary>
public enum TriggerPlacement
{
    /// <summary>In the silo of the broker partition that it reads: reading costs no network.</summary>
    NearBroker,

    /// <summary>Anywhere, evenly: for triggers whose targets cost more than reading does.</summary>
    Spread,
}

/// <summary>How the grains of a cluster behave.</summary>
public sealed class GrainsOptions
{
    /// <summary>Where triggers live. Default <see cref="TriggerPlacement.NearBroker"/>.</summary>
    public TriggerPlacement Triggers { get; set; } = TriggerPlacement.NearBroker;

    /// <summary>
    /// How often each silo looks that what it is responsible for runs somewhere; a change of membership makes it look at
    /// once. Default 5 s.
    /// </summary>
    public TimeSpan UpkeepPeriod { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// True lets the live tails of brokers run over Orleans' memory streams; false where the application adds a stream
    /// provider of its own named <see cref="Tails.TailStreams.Provider"/>. Default true.
    /// </summary>
    public bool MemoryTail { get; set; } = true;

    /// <summary>How long a grain may take to let go of what it does when it moves. Default 10 s.</summary>
    public TimeSpan HandOverTimeout { get; set; } = TimeSpan.FromSeconds(10);
}
