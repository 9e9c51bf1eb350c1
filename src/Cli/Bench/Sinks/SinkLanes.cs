using Fabric.Cli.Bench.Measuring;

namespace Fabric.Cli.Bench.Sinks;

/// <summary>The lanes of a sink, <c>/0</c> and on: one for each trigger that delivers to it.</summary>
internal sealed class SinkLanes
{
    /// <summary>Most lanes.</summary>
    public const int Most = 64;

    private const int Named = 10_000;
    private readonly SinkLane?[] _lanes = new SinkLane[Most];
    private readonly LatencyHistogram _endToEnd = new();
    private long _from = 1;
    private long _distinct;
    private long _last;

    /// <summary>Begins anew; what is numbered lower counts as late.</summary>
    public void Reset(long from)
    {
        _from = from;
        (_distinct, _last) = (0, 0);
        _endToEnd.Clear();
        foreach (var lane in _lanes)
            lane?.Reset(from);
    }

    public void Arrived(int lane, long id, long due)
    {
        var known = _lanes[lane] ??= NewLane();
        var before = known.Distinct;
        known.Arrived(id);
        if (known.Distinct == before)
            return;
        _distinct++;
        _last = Monotonic.Now;
        _endToEnd.Add(_last - due);
    }

    public SinkCounts Read() => new()
    {
        Distinct = _distinct,
        Duplicates = _lanes.Sum(lane => lane?.Duplicates ?? 0),
        OutOfOrder = _lanes.Sum(lane => lane?.OutOfOrder ?? 0),
        Late = _lanes.Sum(lane => lane?.Late ?? 0),
        Last = _last,
        EndToEnd = _endToEnd.Read(),
    };

    /// <summary>Which numbers up to <paramref name="end"/> a lane has not seen.</summary>
    public Missing Missing(int lane, long end)
    {
        var missing = new List<long>();
        long count = 0;
        for (var id = _from; id < end; id++)
        {
            if (_lanes[lane]?.Has(id) == true)
                continue;
            count++;
            if (missing.Count < Named)
                missing.Add(id);
        }

        return new Missing { Count = count, First = missing };
    }

    private SinkLane NewLane()
    {
        var lane = new SinkLane();
        lane.Reset(_from);
        return lane;
    }
}
