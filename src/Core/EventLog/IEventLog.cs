using Fabric.Events;

namespace Fabric.EventLog;

/// <summary>
/// An append-only log of event records. One writer at a time appends, and may start an append before the last one has
/// ended; any number of readers read meanwhile, and see only what is as durable as the log promises.
/// </summary>
public interface IEventLog : IAsyncDisposable
{
    /// <summary>Made once when the log is created; a cursor of another log does not fit this one.</summary>
    Guid Id { get; }

    /// <summary>The oldest event kept; equals <see cref="End"/> when the log is empty.</summary>
    Offset First { get; }

    /// <summary>The offset behind the newest event that can be read.</summary>
    Offset End { get; }

    /// <summary>The offset that the next append has to expect: <see cref="End"/> and what is being appended.</summary>
    Offset Next { get; }

    /// <summary>Bytes of event records kept.</summary>
    long Bytes { get; }

    /// <summary>How much the log keeps; a change holds from the next append on. Set by the one writer.</summary>
    LogLimits Limits { get; set; }

    /// <summary>Events that <see cref="Overflow.DropOldest"/> dropped although a trigger needed them.</summary>
    long Dropped { get; }

    /// <summary>Appends events; the log copies and stamps them (offset, time, checksum).</summary>
    /// <param name="events">At least one event.</param>
    /// <param name="expectedNext">Must equal <see cref="Next"/>, else the outcome is a conflict.</param>
    /// <param name="useReserve">
    /// True lets the append go beyond the bounds, up to twice of them: for replies, which must not be refused by the
    /// very events that wait for them.
    /// </param>
    /// <param name="cancellationToken">Ends the wait, not the append, which may still happen.</param>
    /// <exception cref="IOException">The log is damaged or closed; it accepts nothing any more.</exception>
    ValueTask<AppendOutcome> Append(
        EventBatch events, Offset expectedNext, bool useReserve, CancellationToken cancellationToken);

    /// <summary>Reads events in order, at least one where there is one, however large it is.</summary>
    /// <param name="from">
    /// The first offset wanted; one that is no longer kept reads from <see cref="First"/>, one behind
    /// <see cref="End"/> reads nothing and goes on at <see cref="End"/>.
    /// </param>
    /// <param name="maxEvents">Most events to return.</param>
    /// <param name="maxBytes">Most bytes of records to return.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <exception cref="InvalidDataException">A record's checksum does not hold: it is never handed out as data.</exception>
    ValueTask<LogSlice> Read(Offset from, int maxEvents, int maxBytes, CancellationToken cancellationToken);

    /// <summary>The first offset appended at or after a time; <see cref="End"/> where there is none.</summary>
    ValueTask<Offset> Seek(DateTimeOffset time, CancellationToken cancellationToken);

    /// <summary>Says that no trigger needs the events before an offset any more. The log removes them when its limits say so.</summary>
    ValueTask Release(Offset before, CancellationToken cancellationToken);
}
