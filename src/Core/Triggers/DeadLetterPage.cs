using Fabric.EventLog;
using Fabric.Events;

namespace Fabric.Triggers;

/// <summary>Some of a trigger's dead letters: each event with its error attributes, its offset being the position in this list.</summary>
/// <param name="Events">The dead letters, oldest first.</param>
/// <param name="Next">Where to go on.</param>
/// <param name="Total">How many there are in all.</param>
public sealed record DeadLetterPage(EventBatch Events, Offset Next, long Total);
