using System.Collections.Immutable;
using Fabric.EventLog;
using Fabric.Events;
using Fabric.Filters;

namespace Fabric.Brokers;

/// <summary>
/// One read that waits, or a watch that goes on where a trigger's read ended, until the next one. What does not concern it
/// is not shown to it, so its cursor lags behind what was offered.
/// </summary>
internal sealed class WaitingRead
{
    // What a trigger is likely to find while it takes in what it got; it looks for more by itself.
    private const int WatchedEvents = 16;
    private const int WatchedBytes = 64 << 10;

    private readonly ReadCursor _cursor;
    private readonly long _offeredBefore;
    private long _seenBytes;
    private TaskCompletionSource<ReadOutcome?>? _ended;

    /// <param name="cursor">The read; it found nothing so far.</param>
    /// <param name="offeredBytes">How many bytes had been offered to anybody when the wait began.</param>
    /// <param name="far">
    /// After so much the wait ends without a match, where the broker keeps for it what it was offered and does not want.
    /// </param>
    public WaitingRead(ReadCursor cursor, long offeredBytes, (long Events, long Bytes) far)
        : this(cursor, offeredBytes) => (Far, _ended) = (far, NewEnd());

    private WaitingRead(ReadCursor cursor, long offeredBytes)
    {
        (_cursor, From, SeenAt) = (cursor, cursor.Next, cursor.Next);
        _offeredBefore = _seenBytes = offeredBytes;
        Entry = new LinkedListNode<WaitingRead>(this);
        KeyEntry = new LinkedListNode<WaitingRead>(this);
    }

    /// <summary>Ends with the answer; with null where the caller waits no longer and has to look for itself.</summary>
    public Task<ReadOutcome?> Ended => _ended!.Task;

    /// <summary>True where nobody waits for it: it goes on looking for the next read of its trigger.</summary>
    public bool IsWatch => _ended is null;

    public ReadRequest Request => _cursor.Request;

    /// <summary>What an event must have for this read to want it; empty where that is not known.</summary>
    public ImmutableArray<AttributeValue> Keys => Request.Filter?.Keys ?? [];

    /// <summary>The one that the index finds it by; null where it is shown every event.</summary>
    public AttributeValue? Key { get; set; }

    /// <summary>Where it began.</summary>
    public Offset From { get; }

    /// <summary>Where it was looked after last: where it began, at first.</summary>
    public Offset SeenAt { get; private set; }

    /// <inheritdoc cref="ReadCursor.Unmatched"/>
    public Offset Unmatched => _cursor.Unmatched;

    public bool FoundAny => _cursor.FoundAny;

    /// <summary>True where it looks no further.</summary>
    public bool IsFull => _cursor.Full;

    /// <summary>Its place among the reads that wait, in the order of their arrival.</summary>
    public LinkedListNode<WaitingRead> Entry { get; }

    /// <summary>Its place among those of the same key.</summary>
    public LinkedListNode<WaitingRead> KeyEntry { get; }

    private (long Events, long Bytes) Far { get; init; }

    /// <summary>Looks at an event; true for the first that it found.</summary>
    public bool Offer(EventRecord record)
    {
        var foundBefore = _cursor.FoundAny;
        return _cursor.Take(record) && !foundBefore;
    }

    /// <summary>True where so much was offered since it was looked after.</summary>
    public bool IsFar(Offset offered, long offeredBytes) =>
        offered - SeenAt >= Far.Events || offeredBytes - _seenBytes >= Far.Bytes;

    /// <summary>Looks after one for which nothing is kept.</summary>
    public void See(Offset offered, long offeredBytes) => (SeenAt, _seenBytes) = (offered, offeredBytes);

    /// <summary>Nothing before an offset is left to look at.</summary>
    public void MoveTo(Offset next, long offeredBytes) => _cursor.MoveTo(next, offeredBytes - _offeredBefore);

    /// <summary>A watch that goes on where this read ended.</summary>
    public WaitingRead Watch(long offeredBytes) =>
        new(new ReadCursor(Request, _cursor.Next, WatchedEvents, WatchedBytes), offeredBytes) { Far = Far };

    /// <summary>True where a request goes on where this watch began.</summary>
    public bool IsContinuedBy(ReadRequest request) => request.From == From && IsLike(request);

    /// <summary>True where a request asks for what this read waits for.</summary>
    public bool HasSeen(ReadRequest request) => request.From >= From && IsLike(request);

    /// <summary>Makes a watch that found nothing the read of a trigger that waits again.</summary>
    public void GoOn(ReadRequest request)
    {
        _cursor.GoOn(request);
        _ended = NewEnd();
    }

    /// <summary>Answers a request with what a watch found.</summary>
    public ReadOutcome Answer(ReadRequest request)
    {
        var cursor = new ReadCursor(request);
        _cursor.PassTo(cursor);
        return cursor.Outcome();
    }

    /// <summary>What is there when nothing is left to wait for.</summary>
    public ReadOutcome Outcome() => _cursor.Outcome();

    public void End(bool found = true) => _ended!.TrySetResult(_cursor.Outcome(found));

    /// <summary>The time is over or the call cancelled. May be said on any thread.</summary>
    public void GiveUp() => _ended!.TrySetResult(null);

    public void Fail(Exception failure) => _ended!.TrySetException(failure);

    private bool IsLike(ReadRequest request) => request.Log == Request.Log && Equals(request.Filter, Request.Filter);

    private static TaskCompletionSource<ReadOutcome?> NewEnd() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
