using System.Threading.Channels;
using Fabric.EventLog;
using Fabric.Events;

namespace Fabric.Tails;

/// <summary>
/// One who looks on. Offsets tell what was lost on the way here, wherever that was, and what comes twice.
/// </summary>
/// <param name="lost">Is told how many events the reader missed.</param>
/// <param name="current">The log that a partition has now, when that can differ from what still arrives; null for unknown.</param>
internal sealed class TailReader(Action<long> lost, Func<int, ValueTask<Guid?>>? current = null)
{
    private const int MostBatches = 1_024;
    private const long MostBytes = 16 << 20;

    private readonly Channel<TailBatch> _waiting = Channel.CreateBounded<TailBatch>(MostBatches);
    private readonly Dictionary<int, (Guid Log, Offset Next)> _seen = [];
    private long _bytes;

    /// <summary>Takes a batch, unless too much waits already: the next one shows the gap.</summary>
    public void Offer(TailBatch batch)
    {
        if (Interlocked.Read(ref _bytes) < MostBytes && _waiting.Writer.TryWrite(batch))
            Interlocked.Add(ref _bytes, batch.Events.TotalBytes);
    }

    /// <summary>Says where a partition stood when the reader began; called before it reads.</summary>
    public void Start(int partition, Guid log, Offset next) => _seen[partition] = (log, next);

    public void Close() => _waiting.Writer.TryComplete();

    public async IAsyncEnumerable<TailSlice> Read()
    {
        await foreach (var batch in _waiting.Reader.ReadAllAsync())
        {
            Interlocked.Add(ref _bytes, -batch.Events.TotalBytes);
            if (!await IsOfFormerLog(batch) && Slice(batch) is { } slice)
                yield return slice;
        }
    }

    // A broker that was removed and made again: what the former one appended may still be on its way.
    private async ValueTask<bool> IsOfFormerLog(TailBatch batch)
    {
        var isKnown = _seen.TryGetValue(batch.Partition, out var seen) && seen.Log == batch.Log;
        return !isKnown && current is not null && await current(batch.Partition) is { } log && log != batch.Log;
    }

    private TailSlice? Slice(TailBatch batch)
    {
        var isKnown = _seen.TryGetValue(batch.Partition, out var seen) && seen.Log == batch.Log;
        var (from, end) = (isKnown ? seen.Next : batch.First, batch.First + batch.Events.Count);
        if (end <= from)
            return null;
        _seen[batch.Partition] = (batch.Log, end);
        var missing = Math.Max(0, batch.First - from);
        if (missing > 0)
            lost(missing);
        var again = (int)Math.Max(0, from - batch.First);
        var events = again == 0 ? batch.Events : EventBatch.Of(batch.Events.Records[again..]);
        return new TailSlice(batch.Partition, batch.First + again, events, missing);
    }
}
