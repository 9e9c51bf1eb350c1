namespace Fabric.Cli.Bench.Sinks;

/// <summary>What arrived on one path of the sink: a bit for each number, and what came twice or before an older one.</summary>
internal sealed class SinkLane
{
    private ulong[] _seen = new ulong[1 << 16];
    private long _from;
    private long _highest;

    /// <summary>Different events.</summary>
    public long Distinct { get; private set; }

    public long Duplicates { get; private set; }

    /// <summary>First arrivals behind a later number's.</summary>
    public long OutOfOrder { get; private set; }

    /// <summary>Events of an earlier measurement that came now.</summary>
    public long Late { get; private set; }

    public void Reset(long from)
    {
        Array.Clear(_seen);
        (_from, _highest) = (from, from - 1);
        (Distinct, Duplicates, OutOfOrder, Late) = (0, 0, 0, 0);
    }

    public void Arrived(long id)
    {
        var position = id - _from;
        if (position < 0)
        {
            Late++;
            return;
        }

        var word = (int)(position >> 6);
        if (word >= _seen.Length)
            Array.Resize(ref _seen, Math.Max(word + 1, _seen.Length * 2));
        var bit = 1UL << (int)(position & 63);
        if ((_seen[word] & bit) != 0)
        {
            Duplicates++;
            return;
        }

        _seen[word] |= bit;
        Distinct++;
        if (id < _highest)
            OutOfOrder++;
        else
            _highest = id;
    }

    public bool Has(long id)
    {
        var position = id - _from;
        var word = (int)(position >> 6);
        return position >= 0 && word < _seen.Length && (_seen[word] & (1UL << (int)(position & 63))) != 0;
    }
}
