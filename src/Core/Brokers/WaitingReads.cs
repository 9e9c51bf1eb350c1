using Fabric.EventLog;

namespace Fabric.Brokers;

/// <summary>
/// The reads that found nothing and wait for an append. What is appended is read once, and each event is shown to the reads
/// that may want it (<see cref="ReadIndex"/>); a read that wants it ends, the others move on without being asked. Everything
/// here runs in the broker's turns; timers and cancellation only end the wait of the call itself.
/// </summary>
internal sealed class WaitingReads(TimeProvider time)
{
    private const int SliceEvents = 1_024;
    private const int SliceBytes = 1 << 20;

    private static readonly TimerCallback OnTime = static read => ((WaitingRead)read!).GiveUp();
    private static readonly Action<object?> OnCancelled = static read => ((WaitingRead)read!).GiveUp();

    private readonly LinkedList<WaitingRead> _reads = [];
    private readonly ReadIndex _index = new();
    private readonly List<WaitingRead> _found = [];
    private Offset _offered;
    private long _offeredBytes;
    private bool _offering;

    public int Count => _reads.Count;

    /// <summary>Waits until something matches, the read has moved far, or its time is over. The cursor stands at the log's end.</summary>
    public async ValueTask<ReadOutcome> Wait(ReadCursor cursor, (long Events, long Bytes) far, CancellationToken cancellationToken)
    {
        var read = new WaitingRead(cursor) { OfferedBefore = _offeredBytes, Far = far };
        if (_reads.Count == 0)
            _offered = cursor.Next;
        read.Entry = _reads.AddLast(read);
        _index.Add(read);
        try
        {
            using var timer = time.CreateTimer(OnTime, read, cursor.Request.Wait, Timeout.InfiniteTimeSpan);
            using var cancelled = cancellationToken.UnsafeRegister(OnCancelled, read);
            var outcome = await read.Ended;
            cancellationToken.ThrowIfCancellationRequested();
            // One that ended before this was heard has its place already: what was offered since then was not shown to it.
            if (outcome is null && read.Entry is { List: not null })
                read.MoveTo(_offered, _offeredBytes);
            return outcome ?? cursor.Outcome();
        }
        finally
        {
            Remove(read);
        }
    }

    /// <summary>Offers what the log holds now to the reads that wait.</summary>
    public async Task Offer(IEventLog log)
    {
        if (_offering || _reads.Count == 0)
            return;
        _offering = true;
        try
        {
            do
            {
                // The publisher has its answer before anybody's filter is asked.
                await Task.Yield();
                if (_reads.Count > 0 && _offered < log.End)
                    Offer(await log.Read(_offered, SliceEvents, SliceBytes, CancellationToken.None));
            }
            while (_reads.Count > 0 && _offered < log.End);
        }
        catch (Exception failure) when (failure is IOException or InvalidDataException or ObjectDisposedException)
        {
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

    /// <summary>Ends the waits that have moved, so that their triggers acknowledge how far they came.</summary>
    public void EndMoved()
    {
        while (_reads.First is { Value: var oldest } && oldest.From < _offered)
            End(oldest);
    }

    /// <summary>Ends all waits.</summary>
    public void EndAll(bool found)
    {
        while (_reads.First is { Value: var read })
            End(read, found);
    }

    private void Offer(LogSlice slice)
    {
        foreach (var record in slice.Events.Records)
            _index.Offer(record, _found);
        // While the slice was read, all reads may have gone and others may have come, further on.
        _offered = Offset.Max(_offered, slice.Next);
        _offeredBytes += slice.Events.TotalBytes;
        foreach (var read in _found)
            End(read);
        _found.Clear();
        while (_reads.First is { Value: var oldest } && IsFar(oldest))
            End(oldest);
    }

    private bool IsFar(WaitingRead read) =>
        _offered - read.From >= read.Far.Events || _offeredBytes - read.OfferedBefore >= read.Far.Bytes;

    private void End(WaitingRead read, bool found = true)
    {
        Remove(read);
        read.MoveTo(_offered, _offeredBytes);
        read.End(found);
    }

    private void Remove(WaitingRead read)
    {
        if (read.Entry is { List: not null } entry)
            _reads.Remove(entry);
        _index.Remove(read);
    }
}
