using System.Diagnostics.CodeAnalysis;
using System.Text;
using Fabric.Events;
using Fabric.Filters;

namespace Fabric.Brokers;

/// <summary>
/// Reads by what an event must have for them to want it, so that an event is compared once with all of those whose filter
/// wants an attribute to be exactly something, however many they are. The others are found with every event.
/// </summary>
internal sealed class ReadIndex
{
    private readonly LinkedList<WaitingRead> _unkeyed = [];
    private readonly List<KeyedReads> _keyed = [];

    public void Add(WaitingRead read)
    {
        // Of what its filter wants, that which the fewest others want.
        var reads = _unkeyed;
        foreach (var key in read.Keys)
        {
            var candidates = ReadsBy(key);
            if (read.Key is not null && candidates.Count >= reads.Count)
                continue;
            read.Key = key;
            reads = candidates;
        }

        if (read.Key is { } chosen && reads.Count == 0)
            Keyed(chosen.Name).ByValue[chosen.Utf8] = reads;
        reads.AddLast(read.KeyEntry);
    }

    public void Remove(WaitingRead read)
    {
        if (read.KeyEntry.List is not { } reads)
            return;
        reads.Remove(read.KeyEntry);
        if (read.Key is { } key && reads.Count == 0)
            Keyed(key.Name).ByValue.Remove(key.Utf8);
    }

    /// <summary>Shows an event to the reads that may want it, and collects those that found their first one.</summary>
    public void Offer(EventRecord record, List<WaitingRead> found)
    {
        Offer(record, _unkeyed, found);
        foreach (var keyed in _keyed)
        {
            if (keyed.ByValue.Count > 0 && record.TryGet(keyed.Utf8Name, out var attribute)
                && keyed.ByValue.GetAlternateLookup<ReadOnlySpan<byte>>().TryGetValue(attribute.Value, out var reads))
                Offer(record, reads, found);
        }
    }

    private LinkedList<WaitingRead> ReadsBy(AttributeValue key) =>
        Keyed(key.Name).ByValue.TryGetValue(key.Utf8, out var reads) ? reads : [];

    private KeyedReads Keyed(string name)
    {
        foreach (var keyed in _keyed)
        {
            if (keyed.Name == name)
                return keyed;
        }

        var added = new KeyedReads(name);
        _keyed.Add(added);
        return added;
    }

    private static void Offer(EventRecord record, LinkedList<WaitingRead> reads, List<WaitingRead> found)
    {
        for (var entry = reads.First; entry is not null; entry = entry.Next)
        {
            if (entry.Value.Offer(record))
                found.Add(entry.Value);
        }
    }

    private sealed class KeyedReads(string name)
    {
        public string Name => name;

        public byte[] Utf8Name { get; } = Encoding.UTF8.GetBytes(name);

        public Dictionary<byte[], LinkedList<WaitingRead>> ByValue { get; } = new(new ByBytes());
    }

    private sealed class ByBytes : IEqualityComparer<byte[]>, IAlternateEqualityComparer<ReadOnlySpan<byte>, byte[]>
    {
        public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

        public bool Equals(ReadOnlySpan<byte> alternate, byte[] other) => alternate.SequenceEqual(other);

        public int GetHashCode([DisallowNull] byte[] bytes) => GetHashCode(bytes.AsSpan());

        public int GetHashCode(ReadOnlySpan<byte> alternate)
        {
            var hash = new HashCode();
            hash.AddBytes(alternate);
            return hash.ToHashCode();
        }

        public byte[] Create(ReadOnlySpan<byte> alternate) => alternate.ToArray();
    }
}
