using Fabric.Events;

namespace Fabric.EventLog;

/// <summary>Consecutive events of a log.</summary>
/// <param name="Events">The events, each carrying its offset; empty at the end of the log.</param>
/// <param name="Next">Where to go on reading.</param>
public sealed record LogSlice(EventBatch Events, Offset Next);
