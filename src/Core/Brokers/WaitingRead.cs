using Fabric.EventLog;

namespace Fabric.Brokers;

/// <summary>One read that waits. Its methods answer true where they ended it.</summary>
/// <param name="cursor">The read; it found nothing so far.</param>
/// <param name="farEvents">
/// After so many events the wait ends without a match: the broker keeps events until they are acknowledged, those
/// that the trigger does not want too.
/// </param>
internal sealed class WaitingRead(ReadCursor cursor, long farEvents)
{
    private readonly TaskCompletionSource<ReadOutcome> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Offset _from = cursor.Next;
    private readonly long _scannedBefore = cursor.Scanned;

    public Task<ReadOutcome> Ended => _ended.Task;

    public Offset Next => cursor.Next;

    public bool Offer(LogSlice slice)
    {
        cursor.Take(slice);
        var isFar = cursor.Next - _from >= farEvents || cursor.Scanned - _scannedBefore >= LogScan.MostBytes;
        return (cursor.FoundAny || isFar) && End();
    }

    public bool EndIfMoved() => cursor.Next > _from && End();

    public bool End(bool found = true)
    {
        _ended.TrySetResult(cursor.Outcome(found));
        return true;
    }

    public bool Fail(Exception failure)
    {
        _ended.TrySetException(failure);
        return true;
    }
}
