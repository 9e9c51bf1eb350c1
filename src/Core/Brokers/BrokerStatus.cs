using System.Collections.Immutable;
using Fabric.EventLog;

namespace Fabric.Brokers;

/// <summary>What a broker partition holds.</summary>
/// <param name="First">The oldest event kept.</param>
/// <param name="End">Behind the newest event.</param>
/// <param name="Bytes">Bytes of records kept.</param>
/// <param name="Dropped">Needed events that <see cref="Overflow.DropOldest"/> dropped.</param>
/// <param name="Subscribers">Triggers that need its events.</param>
/// <param name="Found">False where there is no such broker.</param>
/// <param name="OldestAt">When the oldest event kept was appended.</param>
public sealed record BrokerStatus(
    Offset First, Offset End, long Bytes, long Dropped, int Subscribers, bool Found = true, DateTimeOffset? OldestAt = null)
{
    /// <summary>What the partition is: storage and partitions as they were when it was made. Null where it was never made.</summary>
    public BrokerSpec? Spec { get; init; }

    /// <summary>The log that the offsets belong to; null while it is not open.</summary>
    public Guid? Log { get; init; }

    /// <summary>The triggers that need its events.</summary>
    public ImmutableArray<ResourceName> Triggers { get; init; } = [];

    /// <summary>Why its storage does not work, for a person; null when it does.</summary>
    public string? Fault { get; init; }
}
