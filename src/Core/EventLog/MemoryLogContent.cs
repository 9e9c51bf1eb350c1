using Fabric.Events;

namespace Fabric.EventLog;

/// <summary>What a memory log holds, for a log that goes on with it in another process.</summary>
/// <param name="Id">The log's identity, which stays.</param>
/// <param name="Events">The newest events, stamped with offset and time.</param>
/// <param name="Next">The offset of the next event.</param>
/// <param name="Released">No trigger needs the events before it.</param>
/// <param name="Dropped">Needed events that were dropped, those that did not fit in here included.</param>
public sealed record MemoryLogContent(Guid Id, EventBatch Events, Offset Next, Offset Released, long Dropped);
