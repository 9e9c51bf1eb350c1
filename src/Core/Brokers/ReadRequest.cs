using Fabric.EventLog;
using Fabric.Filters;

namespace Fabric.Brokers;

/// <summary>Asks a broker partition for the next events that match.</summary>
/// <param name="From">The first offset to look at.</param>
/// <param name="Filter">What to return; null for everything.</param>
/// <param name="MaxEvents">Most events to return; at least 1.</param>
/// <param name="MaxBytes">Most bytes to return; one event is returned however large it is.</param>
/// <param name="Wait">How long to wait for a match where there is none yet; zero answers at once.</param>
/// <param name="Log">
/// The log that <paramref name="From"/> belongs to, as <see cref="Subscription.Log"/> said; where the broker has another one
/// by now, nothing is found and the trigger has to subscribe again. Null does not ask.
/// </param>
/// <param name="Trigger">
/// The subscribed trigger that reads on; null for others who look. While it waits and has acknowledged everything before
/// <paramref name="From"/>, what does not match is not kept for it, and it need not say so.
/// </param>
public sealed record ReadRequest(
    Offset From, Filter? Filter, int MaxEvents, int MaxBytes, TimeSpan Wait, Guid? Log = null, ResourceName? Trigger = null);

/// <summary>What a read found.</summary>
/// <param name="Events">
/// The matching events, each with its offset; empty when the wait ended without a match, or when so much was looked
/// through that the trigger should acknowledge <paramref name="Next"/> before it goes on.
/// </param>
/// <param name="Next">Where to go on reading: everything before it was returned or did not match.</param>
/// <param name="Found">False where there is no such broker or its log is not the one read from: subscribe again.</param>
public sealed record ReadOutcome(Events.EventBatch Events, Offset Next, bool Found = true);
