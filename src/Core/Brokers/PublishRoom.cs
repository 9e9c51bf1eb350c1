using Fabric.Events;

namespace Fabric.Brokers;

/// <summary>
/// How much may wait for brokers in this process: 64 MiB and 100,000 events, half of it for one lane, so that a broker
/// that hangs leaves room for the others.
/// </summary>
internal sealed class PublishRoom
{
    private const long MostBytes = 64 << 20;
    private const long MostEvents = 100_000;

    private long _bytes;
    private long _events;

    /// <summary>Events that wait for an answer.</summary>
    public long Events => Interlocked.Read(ref _events);

    /// <summary>Takes room for a batch, given what waits in its lane; a batch always has room in an empty lane.</summary>
    public bool TryTake(EventBatch events, long laneBytes, long laneEvents)
    {
        var laneIsFull = laneBytes + events.TotalBytes > MostBytes / 2 || laneEvents + events.Count > MostEvents / 2;
        var isFull = Interlocked.Read(ref _bytes) + events.TotalBytes > MostBytes
            || Interlocked.Read(ref _events) + events.Count > MostEvents;
        if (laneEvents > 0 && (laneIsFull || isFull))
            return false;
        Interlocked.Add(ref _bytes, events.TotalBytes);
        Interlocked.Add(ref _events, events.Count);
        return true;
    }

    public void Return(EventBatch events)
    {
        Interlocked.Add(ref _bytes, -events.TotalBytes);
        Interlocked.Add(ref _events, -events.Count);
    }
}
