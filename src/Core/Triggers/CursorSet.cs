using System.Collections.Immutable;

namespace Fabric.Triggers;

/// <summary>The cursors of a trigger: one for each partition that it began to read.</summary>
internal sealed class CursorSet(TriggerState saved)
{
    private readonly SortedDictionary<int, Cursor> _cursors =
        new(saved.Cursors.ToDictionary(cursor => cursor.Partition, Cursor.From));

    public IReadOnlyCollection<Cursor> All => _cursors.Values;

    /// <summary>Partitions that were there when the trigger began; those added later hold nothing older than it.</summary>
    public int Begun { get; set; } = saved.Partitions;

    /// <summary>Events read and not handled.</summary>
    public int Outstanding
    {
        get
        {
            var outstanding = 0;
            foreach (var cursor in _cursors.Values)
                outstanding += cursor.Outstanding;
            return outstanding;
        }
    }

    public Cursor? Find(int partition) => _cursors.GetValueOrDefault(partition);

    public void Set(Cursor cursor) => _cursors[cursor.Partition] = cursor;

    public ImmutableArray<CursorState> States() => [.. _cursors.Values.Select(cursor => cursor.State())];

    /// <summary>Every event read and not handled, in the order of its partition.</summary>
    public List<PendingEvent> Unhandled()
    {
        var unhandled = new List<PendingEvent>();
        foreach (var cursor in _cursors.Values)
        {
            for (var pending = cursor.Oldest; pending is not null; pending = pending.Next)
                unhandled.Add(pending);
        }

        return unhandled;
    }
}
