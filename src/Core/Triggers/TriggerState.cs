using System.Collections.Immutable;
using Fabric.Replays;

namespace Fabric.Triggers;

/// <summary>What a trigger remembers across restarts.</summary>
public sealed record TriggerState : IEpochState
{
    public long Epoch { get; init; }

    /// <summary>The broker that is read.</summary>
    public ResourceName Broker { get; init; }

    /// <summary>How many partitions the trigger has begun to read; those that are added later are read from their first event.</summary>
    public int Partitions { get; init; }

    /// <summary>How far each partition was handled.</summary>
    public ImmutableArray<CursorState> Cursors { get; init; } = [];

    /// <summary>True once the trigger's own dead letter list exists.</summary>
    public bool HasDeadLetters { get; init; }

    /// <summary>Positions in the dead letter list that were redriven or purged.</summary>
    public ImmutableArray<OffsetRange> RemovedDeadLetters { get; init; } = [];

    /// <summary>The replay under way; null for none.</summary>
    public ReplayState? Replay { get; init; }
}

/// <summary>How far one partition was handled.</summary>
/// <param name="Partition">0-based.</param>
/// <param name="Log">The log that the offsets belong to.</param>
/// <param name="Position">Everything before it was handled.</param>
/// <param name="Handled">What else was handled.</param>
public sealed record CursorState(int Partition, Guid Log, long Position, ImmutableArray<OffsetRange> Handled)
{
    /// <summary>Where the trigger began to read; 0 where that is not known.</summary>
    public long Began { get; init; }
}
