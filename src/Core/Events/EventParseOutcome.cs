namespace Fabric.Events;

/// <summary>The events of a message, or everything that is wrong with it: a message is taken whole or refused whole.</summary>
/// <param name="Events">The events; null when the message is refused.</param>
/// <param name="Faults">What is wrong, in the order of the message; empty when it is taken.</param>
/// <param name="MoreFaults">How many faults were found beyond those listed.</param>
/// <param name="TooLarge">True where a bound of <see cref="EventLimits"/> is among the faults.</param>
public sealed record EventParseOutcome(
    EventBatch? Events, IReadOnlyList<EventFault> Faults, int MoreFaults = 0, bool TooLarge = false)
{
    /// <summary>One line for each fault; empty when the message is taken.</summary>
    public string Problem => MoreFaults == 0
        ? string.Join('\n', Faults)
        : $"{string.Join('\n', Faults)}\nand {MoreFaults} more";
}
