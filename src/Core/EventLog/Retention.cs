namespace Fabric.EventLog;

/// <summary>
/// Which segments of a file log may go: whole ones, oldest first, never the last. Its methods run under the log's lock.
/// </summary>
internal sealed class Retention(IEnumerable<Segment> segments, AppendClock clock)
{
    private Segment[] _segments = [.. segments];
    private long _first = segments.First().First.Value;
    private long _bytes = segments.Sum(segment => segment.Length);
    private long _dropped;

    public IReadOnlyList<Segment> Segments => Volatile.Read(ref _segments);

    public Offset First => new(Volatile.Read(ref _first));

    public long Bytes => Volatile.Read(ref _bytes);

    public long Dropped => Volatile.Read(ref _dropped);

    /// <summary>No trigger needs the events before it.</summary>
    public Offset Released { get; private set; } = segments.First().First;

    public void Release(Offset before) => Released = Offset.Max(Released, before);

    public void Add(Segment segment) => Volatile.Write(ref _segments, [.. _segments, segment]);

    public void Grew(long bytes) => Volatile.Write(ref _bytes, _bytes + bytes);

    /// <summary>Bytes that cannot be had back by removing segments, or by starting a new one and removing the last.</summary>
    public long NeededBytes => _segments.Where(segment => segment.End > Released).Sum(segment => segment.Length);

    /// <summary>Drops again what was dropped before the log was closed, and was counted then.</summary>
    public IReadOnlyList<Segment> Resume(LogLimits limits)
    {
        if (limits.Overflow != Overflow.DropOldest)
            return [];
        var removed = Trim(limits);
        _dropped = 0;
        return removed;
    }

    /// <summary>Removes what the limits want removed, and returns the segments whose files are to be deleted.</summary>
    public IReadOnlyList<Segment> Trim(LogLimits limits)
    {
        var drops = limits.Overflow == Overflow.DropOldest;
        var end = _segments[^1].End;
        if (end - First > limits.MaxEvents)
            MoveFirst(drops ? end + -limits.MaxEvents.Value : Offset.Min(end + -limits.MaxEvents.Value, Released));

        var removed = new List<Segment>();
        while (_segments.Length > 1 && MayRemove(_segments[0], _segments[1].First, limits, drops))
        {
            var oldest = _segments[0];
            MoveFirst(_segments[1].First);
            removed.Add(oldest);
            Volatile.Write(ref _segments, _segments[1..]);
            Volatile.Write(ref _bytes, _bytes - oldest.Length);
        }

        return removed;
    }

    /// <summary>Whether everything in the last segment is released and older than the age kept.</summary>
    public bool LastIsExpired(LogLimits limits) => limits.MaxAge is { } age && _segments[^1] is { Length: > 0 } last &&
        last.End <= Released && clock.IsOlder(last.Index.Latest, age);

    private bool MayRemove(Segment oldest, Offset end, LogLimits limits, bool drops)
    {
        var released = end <= Released;
        if (end <= First || (_bytes > limits.MaxBytes && (released || drops)))
            return true;
        return released && limits.MaxAge is { } age && clock.IsOlder(oldest.Index.Latest, age);
    }

    private void MoveFirst(Offset first)
    {
        if (first <= First)
            return;
        var needed = first - Offset.Max(First, Released);
        Volatile.Write(ref _dropped, _dropped + Math.Max(0, needed));
        Release(first);
        Volatile.Write(ref _first, first.Value);
    }
}
