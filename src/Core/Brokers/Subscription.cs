using Fabric.EventLog;

namespace Fabric.Brokers;

/// <summary>
/// Tells a broker partition that a trigger needs its events from a position on, so that they are kept.
/// </summary>
/// <param name="Trigger">The trigger.</param>
/// <param name="Start">Where a trigger without a cursor begins.</param>
/// <param name="Log">The log that the trigger's cursor belongs to; null without a cursor.</param>
/// <param name="Position">The trigger's cursor: everything before it was handled.</param>
public sealed record SubscribeRequest(ResourceName Trigger, StartPosition Start, Guid? Log = null, Offset? Position = null);

/// <summary>The broker's answer to <see cref="SubscribeRequest"/>.</summary>
/// <param name="Log">The log's identity, to be kept with the cursor.</param>
/// <param name="Position">
/// Where to read from: the cursor's position where it fits the log, the oldest event where the log is another one.
/// </param>
/// <param name="Found">False where there is no such broker.</param>
public sealed record Subscription(Guid Log, Offset Position, bool Found = true);
