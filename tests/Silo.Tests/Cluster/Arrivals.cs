using System.Collections.Concurrent;
using System.Diagnostics;

namespace Fabric.Silo.Tests.Cluster;

/// <summary>What one trigger delivered: each id, the order of each key, and the longest time without any.</summary>
internal sealed class Arrivals
{
    private readonly ConcurrentDictionary<string, int> _ids = new();
    private readonly Dictionary<string, int> _newest = [];
    private readonly List<string> _disorder = [];
    private readonly Lock _lock = new();
    private long _last;

    public ICollection<string> Ids => _ids.Keys;

    public int Count => _ids.Count;

    /// <summary>Deliveries of an event that had been delivered before.</summary>
    public int Duplicates => _ids.Values.Sum(times => times - 1);

    /// <summary>Events that came for the first time after a later one of their key.</summary>
    public IReadOnlyList<string> Disorder
    {
        get
        {
            lock (_lock)
                return [.. _disorder];
        }
    }

    public TimeSpan LongestGap { get; private set; }

    public DateTimeOffset GapEnded { get; private set; }

    public bool Has(string id) => _ids.ContainsKey(id);

    /// <summary>Takes an event whose id is <c>key-number</c>; numbers of a key were published in order.</summary>
    public void Take(string id)
    {
        lock (_lock)
        {
            var now = Stopwatch.GetTimestamp();
            if (_last != 0 && Stopwatch.GetElapsedTime(_last, now) is var gap && gap > LongestGap)
                (LongestGap, GapEnded) = (gap, TimeProvider.System.GetUtcNow());
            _last = now;
            if (_ids.AddOrUpdate(id, 1, (_, times) => times + 1) > 1)
                return;
            var dash = id.LastIndexOf('-');
            var (key, number) = (id[..dash], int.Parse(id[(dash + 1)..], System.Globalization.CultureInfo.InvariantCulture));
            if (_newest.TryGetValue(key, out var newest) && number < newest)
                _disorder.Add($"{id} after {key}-{newest}");
            else
                _newest[key] = number;
        }
    }
}
