using System.Collections.Immutable;
using Fabric.EventLog;
using Fabric.Events;
using Fabric.Filters;

namespace Fabric.Brokers;

/// <summary>One read that waits. What does not concern it is not shown to it, so its cursor lags behind what was offered.</summary>
/// <param name="cursor">The read; it found nothing so far.</param>
internal sealed class WaitingRead(ReadCursor cursor)
{
    private readonly TaskCompletionSource<ReadOutcome?> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends with the answer; with null where the caller waits no longer and has to look for itself.</summary>
    public Task<ReadOutcome?> Ended => _ended.Task;

    /// <summary>What an event must have for this read to want it; empty where that is not known.</summary>
    public ImmutableArray<AttributeValue> Keys => cursor.Request.Filter?.Keys ?? [];

    /// <summary>The one that the index finds it by; null where it is shown every event.</summary>
    public AttributeValue? Key { get; set; }

    /// <summary>Where the wait began.</summary>
    public Offset From { get; } = cursor.Next;

    /// <summary>Everything before it was found or does not match.</summary>
    public Offset Next => cursor.Next;

    /// <summary>How many bytes had been offered to anybody when the wait began.</summary>
    public required long OfferedBefore { get; init; }

    /// <summary>
    /// After so much the wait ends without a match: the broker keeps events until they are acknowledged, those
    /// that the trigger does not want too.
    /// </summary>
    public required (long Events, long Bytes) Far { get; init; }

    /// <summary>Its places among the reads that wait: in the order of their arrival, and with those of the same key.</summary>
    public LinkedListNode<WaitingRead>? Entry { get; set; }

    /// <inheritdoc cref="Entry"/>
    public LinkedListNode<WaitingRead>? KeyEntry { get; set; }

    /// <summary>Looks at an event; true for the first that it found.</summary>
    public bool Offer(EventRecord record)
    {
        var foundBefore = cursor.FoundAny;
        return cursor.Take(record) && !foundBefore;
    }

    /// <summary>Nothing before an offset is left to look at.</summary>
    public void MoveTo(Offset next, long offered) => cursor.MoveTo(next, offered - OfferedBefore);

    public void End(bool found = true) => _ended.TrySetResult(cursor.Outcome(found));

    /// <summary>The time is over or the call cancelled. May be said on any thread.</summary>
    public void GiveUp() => _ended.TrySetResult(null);

    public void Fail(Exception failure) => _ended.TrySetException(failure);
}
