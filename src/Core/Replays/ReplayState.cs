using System.Collections.Immutable;
using Fabric.Triggers;

namespace Fabric.Replays;

/// <summary>What a trigger remembers of a replay across restarts.</summary>
/// <param name="StartedAt">When it was asked for.</param>
/// <param name="Events">Events to look through, matching or not.</param>
/// <param name="Delivered">Events delivered again so far.</param>
/// <param name="DeadLettered">Events that became dead letters so far.</param>
/// <param name="Ranges">What is left of each partition.</param>
public sealed record ReplayState(
    DateTimeOffset StartedAt, long Events, long Delivered, long DeadLettered, ImmutableArray<ReplayRange> Ranges);

/// <summary>A part of a partition that is replayed.</summary>
/// <param name="Cursor">How far it is.</param>
/// <param name="End">Events at or behind this offset do not belong to it.</param>
public sealed record ReplayRange(CursorState Cursor, long End);
