using Fabric.EventLog;

namespace Fabric.Brokers;

/// <summary>
/// The reads that found nothing and wait for an append. What is appended is read once and offered to all of them: a
/// read that it does not concern moves on in place, a read that it concerns ends. Everything here runs in the broker's
/// turns; timers and cancellation only end the wait of the call itself.
/// </summary>
internal sealed class WaitingReads(TimeProvider time)
{
    private const int SliceEvents = 1_024;
    private const int SliceBytes = 1 << 20;

    private readonly LinkedList<WaitingRead> _reads = [];
    private bool _offering;

    public int Count => _reads.Count;

    /// <summary>Waits until something matches, the read has moved far, or its time is over. The cursor stands at the log's end.</summary>
    public async ValueTask<ReadOutcome> Wait(ReadCursor cursor, long farEvents, CancellationToken cancellationToken)
    {
        var read = new WaitingRead(cursor, farEvents);
        var entry = _reads.AddLast(read);
        try
        {
            await ((Task)read.Ended).WaitAsync(cursor.Request.Wait, time, cancellationToken)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
            cancellationToken.ThrowIfCancellationRequested();
            return read.Ended.IsCompleted ? await read.Ended : cursor.Outcome();
        }
        finally
        {
            if (entry.List is not null)
                _reads.Remove(entry);
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
                if (_reads.Count > 0 && Next() is var next && next < log.End)
                    Offer(await log.Read(next, SliceEvents, SliceBytes, CancellationToken.None));
            }
            while (_reads.Count > 0 && Next() < log.End);
        }
        catch (Exception failure) when (failure is IOException or InvalidDataException or ObjectDisposedException)
        {
            End(read => read.Fail(failure));
        }
        finally
        {
            _offering = false;
        }
    }

    /// <summary>Ends the waits that have moved, so that their triggers acknowledge how far they came.</summary>
    public void EndMoved() => End(read => read.EndIfMoved());

    /// <summary>Ends all waits.</summary>
    public void EndAll(bool found) => End(read => read.End(found));

    private Offset Next() => _reads.Min(read => read.Next);

    private void Offer(LogSlice slice) => End(read => read.Offer(slice));

    private void End(Func<WaitingRead, bool> ended)
    {
        for (var entry = _reads.First; entry is not null;)
        {
            var next = entry.Next;
            if (ended(entry.Value))
                _reads.Remove(entry);
            entry = next;
        }
    }
}
