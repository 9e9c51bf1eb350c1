using Fabric.EventLog;

namespace Fabric.Brokers;

/// <summary>What a broker is to be, as declared by a manifest and completed with defaults.</summary>
public sealed record BrokerSpec
{
    /// <summary>Where events are kept. Default: memory.</summary>
    public StorageKind Storage { get; init; } = StorageKind.Memory;

    /// <summary>Number of logs, 1 to 256, chosen by <c>partitionkey</c>, else by <c>source</c>. Default 1.</summary>
    public int Partitions { get; init; } = 1;

    /// <summary>Bounds of each partition's log and what happens when they are reached.</summary>
    public LogLimits Limits { get; init; } = LogLimits.MemoryDefault;

    /// <summary>How long a (source, id, type) is remembered, so that it is not stored twice; zero is off. Default off.</summary>
    public TimeSpan DedupeWindow { get; init; } = TimeSpan.Zero;
}
