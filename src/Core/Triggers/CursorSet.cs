using System.Collections.Immutable;

namespace Fabric.Triggers;

/// <summary>The cursors of a trigger: one for each partition that it began to read.</summary>
internal sealed class CursorSet(TriggerState saved, DateTimeOffset? replayedAt = null)
{
    /// <summary>By partition. Another array after each change, so that it may be gone through while one comes.</summary>
    public ImmutableArray<Cursor> All { get; private set; } =
        [.. saved.Cursors.Select(cursor => Cursor.From(cursor, replayedAt)).OrderBy(cursor => cursor.Partition)];

    /// <summary>Partitions that were there when the trigger began; those added later hold nothing older than it.</summary>
    public int Begun { get; set; } = saved.Partitions;

    /// <summary>Events read and not handled.</summary>
    public int Outstanding
    {
        get
        {
            var outstanding = 0;
            foreach (var cursor in All)
                outstanding += cursor.Outstanding;
            return outstanding;
        }
    }

    public Cursor? Find(int partition)
    {
        foreach (var cursor in All)
        {
            if (cursor.Partition == partition)
                return cursor;
        }

        return null;
    }

    public void Set(Cursor cursor) =>
        All = [.. All.Where(other => other.Partition != cursor.Partition).Append(cursor).OrderBy(other => other.Partition)];

    public ImmutableArray<CursorState> States() => [.. All.Select(cursor => cursor.State())];

    /// <summary>Every event read and not handled, in the order of its partition.</summary>
    public List<PendingEvent> Unhandled()
    {
        var unhandled = new List<PendingEvent>();
        foreach (var cursor in All)
        {
            for (var pending = cursor.Oldest; pending is not null; pending = pending.Next)
                unhandled.Add(pending);
        }

        return unhandled;
    }
}
