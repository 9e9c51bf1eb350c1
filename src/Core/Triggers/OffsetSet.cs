using System.Collections.Immutable;

namespace Fabric.Triggers;

/// <summary>A set of offsets, kept as the ranges it consists of.</summary>
internal sealed class OffsetSet
{
    private readonly List<OffsetRange> _ranges = [];

    public OffsetSet(ImmutableArray<OffsetRange> ranges)
    {
        foreach (var range in ranges.IsDefault ? [] : ranges)
            Add(range);
    }

    public bool IsEmpty => _ranges.Count == 0;

    /// <summary>How many offsets are in the set.</summary>
    public long Count { get; private set; }

    public ImmutableArray<OffsetRange> Ranges => [.. _ranges];

    public bool Contains(long offset)
    {
        var index = FirstEndingBehind(offset);
        return index < _ranges.Count && _ranges[index].From <= offset;
    }

    /// <summary>Adds a range and joins it with those it touches.</summary>
    public void Add(OffsetRange range)
    {
        if (range.To <= range.From)
            return;
        var index = FirstEndingBehind(range.From - 1);
        var (from, to) = range;
        var joined = 0;
        for (; index + joined < _ranges.Count && _ranges[index + joined].From <= to; joined++)
        {
            var other = _ranges[index + joined];
            from = Math.Min(from, other.From);
            to = Math.Max(to, other.To);
            Count -= other.To - other.From;
        }

        _ranges.RemoveRange(index, joined);
        _ranges.Insert(index, new OffsetRange(from, to));
        Count += to - from;
    }

    /// <summary>Removes every offset before one.</summary>
    public void Trim(long before)
    {
        while (_ranges is [var first, ..] && first.From < before)
        {
            _ranges.RemoveAt(0);
            Count -= first.To - first.From;
            if (first.To <= before)
                continue;
            _ranges.Insert(0, first with { From = before });
            Count += first.To - before;
        }
    }

    /// <summary>The first offset from one on that is not in the set.</summary>
    public long FirstMissing(long from)
    {
        var index = FirstEndingBehind(from);
        return index < _ranges.Count && _ranges[index].From <= from ? _ranges[index].To : from;
    }

    private int FirstEndingBehind(long offset)
    {
        var low = 0;
        var high = _ranges.Count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_ranges[middle].To > offset)
                high = middle;
            else
                low = middle + 1;
        }

        return low;
    }
}
