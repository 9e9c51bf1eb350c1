using Fabric.Events;
using Fabric.EventLog;

namespace Fabric.Triggers;

/// <summary>
/// Where events that were read wait, and how much of them a trigger takes: 1,024 events and 8 MiB read ahead, and 10,000
/// events read and not handled, wherever they are. An event that fails for long counts as one; in ordered delivery
/// everything behind it in its key counts too.
/// </summary>
internal sealed class Inbox(TriggerContext context, CursorSet cursors, KeyedQueue queue, Signal stirred)
{
    private const int MaxRecords = 1_024;
    private const int MaxBytes = 8 << 20;
    private const int MaxOutstanding = 10_000;
    private const int LeastBytes = 64 << 10;

    /// <summary>True where the next read pays: a quarter of what is read ahead was taken.</summary>
    public bool HasRoom => queue.Records <= MaxRecords * 3 / 4 && queue.Bytes <= MaxBytes * 3 / 4
        && cursors.Outstanding < MaxOutstanding;

    /// <summary>How much one partition may read now.</summary>
    public (int Events, int Bytes) ReadSize
    {
        get
        {
            var partitions = Math.Max(1, context.Spec.Partitions);
            var events = Math.Min(MaxRecords - queue.Records, MaxOutstanding - cursors.Outstanding) / partitions;
            var bytes = (MaxBytes - queue.Bytes) / partitions;
            return (Math.Max(1, events), (int)Math.Max(LeastBytes, bytes));
        }
    }

    /// <summary>Takes in what was read of a partition.</summary>
    public void Take(Cursor cursor, EventBatch events, Offset next)
    {
        foreach (var record in events.Records)
        {
            if (cursor.Add(record) is { } pending)
                queue.Add(pending);
        }

        cursor.Read(next);
    }

    /// <summary>Wakes the reads that wait, where there is room again.</summary>
    public void Stir()
    {
        if (stirred.IsAwaited && HasRoom)
            stirred.Set();
    }
}
