namespace Fabric.EventLog;

/// <summary>
/// What is known of a segment without reading it: where it ends, and every so many bytes where a record begins. It
/// grows while the segment is written, and is safe to look at meanwhile.
/// </summary>
internal sealed class SegmentIndex(Offset first, int spacing)
{
    private readonly Lock _gate = new();
    private readonly List<IndexEntry> _entries = [];
    private long _count;
    private long _length;
    private long _latest = long.MinValue;

    public Offset First { get; } = first;

    public Offset End => First + Volatile.Read(ref _count);

    /// <summary>The size of the segment in bytes.</summary>
    public long Length => Volatile.Read(ref _length);

    /// <summary>The time of the newest record; the least possible where there is none.</summary>
    public long Latest => Volatile.Read(ref _latest);

    /// <summary>The time of the oldest record; null where there is none.</summary>
    public long? Oldest
    {
        get
        {
            lock (_gate)
                return _entries is [var entry, ..] ? entry.AppendedAt : null;
        }
    }

    public IndexEntry[] Entries
    {
        get
        {
            lock (_gate)
                return [.. _entries];
        }
    }

    /// <summary>Notes that the segment has grown by a record.</summary>
    public void Add(ReadOnlySpan<byte> record)
    {
        lock (_gate)
        {
            var appendedAt = RecordFields.AppendedAtOf(record);
            if (_entries.Count == 0 || _length - _entries[^1].Position >= spacing)
                _entries.Add(new IndexEntry(End, _length, appendedAt));
            Volatile.Write(ref _latest, appendedAt);
            Volatile.Write(ref _length, _length + record.Length);
            Volatile.Write(ref _count, _count + 1);
        }
    }

    /// <summary>Takes over what was read from an index file.</summary>
    public void Restore(IEnumerable<IndexEntry> entries, Offset end, long length, long latest)
    {
        lock (_gate)
        {
            _entries.AddRange(entries);
            _count = end - First;
            _length = length;
            _latest = latest;
        }
    }

    /// <summary>The last entry at or before an offset.</summary>
    public IndexEntry Floor(Offset offset) => LastWhere(entry => entry.Offset <= offset);

    /// <summary>The last entry before a time, from where on the first record at that time is found.</summary>
    public IndexEntry FloorOfTime(long appendedAt) => LastWhere(entry => entry.AppendedAt < appendedAt);

    private IndexEntry LastWhere(Func<IndexEntry, bool> isBefore)
    {
        lock (_gate)
        {
            var (low, high) = (0, _entries.Count);
            while (low < high)
            {
                var middle = (low + high) / 2;
                if (isBefore(_entries[middle]))
                    low = middle + 1;
                else
                    high = middle;
            }

            return _entries.Count == 0 ? new IndexEntry(First, 0, 0) : _entries[Math.Max(low - 1, 0)];
        }
    }
}
