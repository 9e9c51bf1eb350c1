using Fabric.EventLog;

namespace Fabric.Brokers;

/// <summary>
/// The reads that found nothing and wait for an append. What is appended is read once, and each event is shown to the reads
/// that may want it (<see cref="ReadIndex"/>); a read that wants it ends, the others move on without being asked. Where a
/// trigger's read ended, a watch goes on in its place until the trigger reads on, so that it need not look through what was
/// appended meanwhile. Everything here runs in the broker's turns; timers and cancellation only end the wait of the call itself.
/// </summary>
internal sealed class WaitingReads(Subscriptions subscriptions, TimeProvider time)
{
    private const int SliceEvents = 1_024;
    private const int SliceBytes = 1 << 20;

    private static readonly TimerCallback OnTime = static read => ((WaitingRead)read!).GiveUp();
    private static readonly Action<object?> OnCancelled = static read => ((WaitingRead)read!).GiveUp();

    private readonly LinkedList<WaitingRead> _reads = [];
    private readonly Dictionary<ResourceName, WaitingRead> _watches = [];
    private readonly LinkedList<WaitingRead> _watchesByAge = [];
    private readonly ReadIndex _index = new();
    private readonly List<WaitingRead> _found = [];
    private Offset _offered;
    private long _offeredBytes;
    private bool _offering;

    public int Count => _reads.Count;

    // Everything before what was offered last was shown to all of them.
    private bool IsWatching => _reads.Count + _watches.Count > 0;

    /// <summary>Waits until something matches, the read has moved far, or its time is over. The cursor stands at the log's end.</summary>
    public ValueTask<ReadOutcome> Wait(ReadCursor cursor, (long Events, long Bytes) far, CancellationToken cancellationToken)
    {
        if (!IsWatching)
            subscriptions.Offered = _offered = cursor.Next;
        var read = new WaitingRead(cursor, _offeredBytes, far);
        _index.Add(read);
        return Wait(read, cancellationToken);
    }

    /// <summary>
    /// Goes on with what was watched for the trigger since its last read; false where that is not known, and the log has to
    /// be looked through.
    /// </summary>
    public bool TryGoOn(ReadRequest request, out ValueTask<ReadOutcome> answer, CancellationToken cancellationToken)
    {
        answer = default;
        if (request.Wait <= TimeSpan.Zero || request.Trigger is not { } trigger || !_watches.Remove(trigger, out var watch))
            return false;
        _watchesByAge.Remove(watch.Entry);
        var goesOn = watch.IsContinuedBy(request);
        if (goesOn)
        {
            watch.MoveTo(_offered, _offeredBytes);
            if (!watch.FoundAny)
            {
                watch.GoOn(request);
                watch.See(_offered, _offeredBytes);
                answer = Wait(watch, cancellationToken);
                return true;
            }

            answer = new(watch.Answer(request));
        }

        _index.Remove(watch);
        return goesOn;
    }

    /// <summary>Moves a read of a trigger on that waits itself: what it was offered and does not want need not be looked through again.</summary>
    public void Skip(ReadCursor cursor)
    {
        if (subscriptions.Waiting(cursor.Request) is { } read && read.HasSeen(cursor.Request))
            cursor.MoveTo(_offered, 0);
    }

    /// <summary>Offers what the log holds now to the reads that wait.</summary>
    public async Task Offer(IEventLog log)
    {
        if (_offering || !IsWatching)
            return;
        _offering = true;
        try
        {
            do
            {
                // The publisher has its answer before anybody's filter is asked.
                await Task.Yield();
                if (IsWatching && _offered < log.End)
                    Offer(await log.Read(_offered, SliceEvents, SliceBytes, CancellationToken.None));
            }
            while (IsWatching && _offered < log.End);
        }
        catch (Exception failure) when (failure is IOException or InvalidDataException or ObjectDisposedException)
        {
            DropAll();
            while (_reads.First is { Value: var read })
            {
                Remove(read);
                read.Fail(failure);
            }
        }
        finally
        {
            _offering = false;
        }
    }

    /// <summary>Ends the waits that have moved and for which something is kept, so that their triggers acknowledge how far they came.</summary>
    public void EndMoved()
    {
        while (_reads.First is { Value: var oldest } && oldest.SeenAt < _offered)
            LookAfter(oldest);
    }

    /// <summary>Ends all waits.</summary>
    public void EndAll(bool found)
    {
        while (_reads.First is { Value: var read })
            End(read, found);
        DropAll();
    }

    private void Offer(LogSlice slice)
    {
        foreach (var record in slice.Events.Records)
            _index.Offer(record, _found);
        // While the slice was read, all reads may have gone and others may have come, further on.
        _offered = Offset.Max(_offered, slice.Next);
        _offeredBytes += slice.Events.TotalBytes;
        subscriptions.Offered = _offered;
        foreach (var read in _found)
        {
            if (!read.IsWatch)
                End(read);
        }

        _found.Clear();
        while (_reads.First is { Value: var oldest } && oldest.IsFar(_offered, _offeredBytes))
            LookAfter(oldest);
        while (_watchesByAge.First is { Value: var oldest } && oldest.IsFar(_offered, _offeredBytes))
            Drop(oldest);
    }

    // One for which the broker keeps what it does not want has to say that it does not need it.
    private void LookAfter(WaitingRead read)
    {
        if (!subscriptions.IsIdle(read))
        {
            End(read);
            return;
        }

        read.See(_offered, _offeredBytes);
        _reads.Remove(read.Entry);
        _reads.AddLast(read.Entry);
    }

    private async ValueTask<ReadOutcome> Wait(WaitingRead read, CancellationToken cancellationToken)
    {
        _reads.AddLast(read.Entry);
        subscriptions.Waits(read);
        try
        {
            using var timer = time.CreateTimer(OnTime, read, read.Request.Wait, Timeout.InfiniteTimeSpan);
            using var cancelled = cancellationToken.UnsafeRegister(OnCancelled, read);
            var outcome = await read.Ended;
            cancellationToken.ThrowIfCancellationRequested();
            // One that ended before this was heard has its place already: what was offered since then was not shown to it.
            if (outcome is null && read.Entry.List is not null)
                read.MoveTo(_offered, _offeredBytes);
            return outcome ?? read.Outcome();
        }
        finally
        {
            Remove(read);
        }
    }

    private void End(WaitingRead read, bool found = true)
    {
        read.MoveTo(_offered, _offeredBytes);
        if (found)
            Watch(read);
        Remove(read);
        read.End(found);
    }

    private void Watch(WaitingRead read)
    {
        if (read.Keys.IsEmpty || read.IsFull || read.Request.Trigger is not { } trigger)
            return;
        if (_watches.TryGetValue(trigger, out var former))
            Drop(former);
        var watch = read.Watch(_offeredBytes);
        _watches.Add(trigger, watch);
        _watchesByAge.AddLast(watch.Entry);
        _index.Add(watch);
    }

    private void Drop(WaitingRead watch)
    {
        _watches.Remove(watch.Request.Trigger!.Value);
        _watchesByAge.Remove(watch.Entry);
        _index.Remove(watch);
    }

    private void DropAll()
    {
        while (_watchesByAge.First is { Value: var watch })
            Drop(watch);
    }

    private void Remove(WaitingRead read)
    {
        if (read.Entry.List is not null)
            _reads.Remove(read.Entry);
        _index.Remove(read);
        subscriptions.Ended(read);
    }
}
