using Fabric.Events;

namespace Fabric.Brokers;

/// <summary>
/// Chooses an event's partition: FNV-1a (64 bits, its halves folded by XOR) of the UTF-8 bytes of the extension
/// <c>partitionkey</c>, else of <c>source</c>, modulo the number of partitions. Cursors and order depend on it: it never changes.
/// </summary>
public static class Partitioning
{
    /// <summary>The attribute that keeps events together (CloudEvents extension "Partitioning").</summary>
    public static ReadOnlySpan<byte> KeyAttribute => "partitionkey"u8;

    public static int Of(EventRecord record, int partitions)
    {
        if (partitions <= 1)
            return 0;
        var key = record.TryGet(KeyAttribute, out var attribute) ? attribute.Value : record.Source;
        return (int)(Hash(key) % (uint)partitions);
    }

    /// <summary>Splits a batch by partition, order kept within each; partitions without an event are left out.</summary>
    public static IReadOnlyList<(int Partition, EventBatch Events)> Split(EventBatch events, int partitions)
    {
        ArgumentNullException.ThrowIfNull(events);
        if (partitions <= 1)
            return [(0, events)];
        var parts = new SortedDictionary<int, List<EventRecord>>();
        foreach (var record in events.Records)
        {
            var partition = Of(record, partitions);
            if (!parts.TryGetValue(partition, out var part))
                parts[partition] = part = [];
            part.Add(record);
        }

        return [.. parts.Select(part => (part.Key, EventBatch.Of([.. part.Value])))];
    }

    private static uint Hash(ReadOnlySpan<byte> key)
    {
        var hash = 14695981039346656037UL;
        foreach (var value in key)
            hash = (hash ^ value) * 1099511628211UL;
        return (uint)(hash ^ (hash >> 32));
    }
}
