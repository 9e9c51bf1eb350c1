namespace Fabric.Tails;

/// <summary>
/// Shows what is published to a broker now, to people and programs that look on. Nothing waits for a reader and nothing is
/// kept for one: what it cannot take is lost and counted. Deliveries never depend on it.
/// </summary>
public interface ILiveTail
{
    /// <summary>Follows a broker: once this returns, what is published from then on is shown.</summary>
    /// <param name="broker">The broker; one that does not exist yet may be followed.</param>
    /// <param name="cancellationToken">Ends the following; the enumeration ends, too, without an exception.</param>
    /// <returns>To be enumerated once.</returns>
    ValueTask<IAsyncEnumerable<TailSlice>> Follow(ResourceName broker, CancellationToken cancellationToken);
}

/// <summary>Events that were published, in the order of each partition.</summary>
/// <param name="Partition">The partition that took them.</param>
/// <param name="First">The offset of the first event; the others follow without a gap.</param>
/// <param name="Events">The events, as published.</param>
/// <param name="Lost">Events of this partition that were published since the slice before and are not shown.</param>
public sealed record TailSlice(int Partition, EventLog.Offset First, Events.EventBatch Events, long Lost);
