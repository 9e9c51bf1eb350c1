using Fabric.Journals;
using Fabric.Triggers;

namespace Fabric.Edge.Traces;

/// <summary>An event in a broker, and what the broker's triggers did with it.</summary>
/// <param name="Event">The event, and where it stands.</param>
/// <param name="Because">What brought it there; null for the event that was asked for.</param>
/// <param name="Triggers">Those that it matches or that tried to deliver it.</param>
/// <param name="Unmatched">Those whose filter does not let it pass.</param>
internal sealed record Hop(FoundEvent Event, HopCause? Because, IReadOnlyList<TriggerHop> Triggers, IReadOnlyList<ResourceName> Unmatched);

/// <summary>Why an event is in a broker.</summary>
/// <param name="Kind"><c>reply</c>, <c>delivery</c> or <c>dead-letter</c>.</param>
/// <param name="Trigger">The trigger that brought it.</param>
/// <param name="Id">The id of the event that it was made from.</param>
internal sealed record HopCause(string Kind, ResourceName Trigger, string Id);

/// <summary>What a trigger did with an event.</summary>
/// <param name="Name">The trigger.</param>
/// <param name="Spec">What it is to do now.</param>
/// <param name="Matches">True where its filter lets the event pass.</param>
/// <param name="Trace">What it knows; null where it did not answer.</param>
internal sealed record TriggerHop(ResourceName Name, TriggerSpec Spec, bool Matches, EventTrace? Trace);
