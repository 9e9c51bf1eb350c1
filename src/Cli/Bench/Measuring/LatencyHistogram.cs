using System.Numerics;

namespace Fabric.Cli.Bench.Measuring;

/// <summary>Counts durations in buckets that are never wider than 1/64 of the duration; adding allocates nothing.</summary>
internal sealed class LatencyHistogram
{
    private const int SubBits = 6;
    private const int SubBuckets = 1 << SubBits;
    private readonly long[] _counts = new long[(64 - SubBits + 1) * SubBuckets];
    private double _sum;

    public long Count { get; private set; }

    /// <summary>The longest duration, in nanoseconds.</summary>
    public long Longest { get; private set; }

    public void Add(long nanoseconds)
    {
        var value = Math.Max(0, nanoseconds);
        _counts[BucketOf(value)]++;
        Count++;
        _sum += value;
        Longest = Math.Max(Longest, value);
    }

    public void Clear()
    {
        Array.Clear(_counts);
        (Count, Longest, _sum) = (0, 0, 0);
    }

    /// <summary>The duration that this share of all durations does not exceed, in nanoseconds; 0 where there are none.</summary>
    public long At(double share)
    {
        var wanted = Math.Max(1, (long)Math.Ceiling(Count * share));
        long seen = 0;
        for (var bucket = 0; bucket < _counts.Length; bucket++)
        {
            seen += _counts[bucket];
            if (seen >= wanted)
                return Math.Min(Longest, Middle(bucket));
        }

        return Longest;
    }

    public Percentiles Read() => new()
    {
        Count = Count,
        Mean = Count == 0 ? 0 : _sum / Count / 1e6,
        P50 = At(0.5) / 1e6,
        P90 = At(0.9) / 1e6,
        P99 = At(0.99) / 1e6,
        P999 = At(0.999) / 1e6,
        Most = Longest / 1e6,
    };

    private static int BucketOf(long value)
    {
        if (value < SubBuckets)
            return (int)value;
        var shift = BitOperations.Log2((ulong)value) - SubBits;
        return (shift + 1) * SubBuckets + (int)(value >> shift) - SubBuckets;
    }

    private static long Middle(int bucket)
    {
        if (bucket < SubBuckets)
            return bucket;
        var shift = bucket / SubBuckets - 1;
        return ((long)(bucket % SubBuckets + SubBuckets) << shift) + (1L << shift) / 2;
    }
}
