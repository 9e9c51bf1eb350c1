using System.Text;
using Fabric.Events;

namespace Fabric.Triggers;

/// <summary>
/// The events that were read and not started yet. Unordered, it is a plain queue; ordered, each key has a line of its own
/// and lets one event out at a time, so that a key whose event fails holds up nobody else. Of a line only the first events
/// are kept whole; the others are read from the broker again when their turn comes.
/// </summary>
internal sealed class KeyedQueue
{
    private readonly Queue<PendingEvent> _ready = new();
    private readonly Dictionary<(Cursor Cursor, string Key), KeyLine> _lines = [];

    public bool IsOrdered { get; private set; }

    /// <summary>Events kept whole.</summary>
    public int Records { get; private set; }

    /// <summary>Bytes of the events kept whole.</summary>
    public long Bytes { get; private set; }

    /// <summary>The event whose turn is next.</summary>
    public PendingEvent? Head => _ready.TryPeek(out var head) ? head : null;

    public void Add(PendingEvent pending)
    {
        if (!IsOrdered)
        {
            _ready.Enqueue(pending);
            Count(pending);
            return;
        }

        var line = JoinLine(pending);
        if (line.Busy == 0)
        {
            line.Busy = 1;
            _ready.Enqueue(pending);
            Count(pending);
            return;
        }

        line.Waiting.Enqueue(pending);
        if (line.Records < line.RecordLimit)
            Keep(line, pending);
        else
            pending.Spill();
    }

    public PendingEvent Take()
    {
        var taken = _ready.Dequeue();
        Uncount(taken);
        taken.IsStarted = true;
        return taken;
    }

    /// <summary>An event failed and waits: what stands behind it in its line will wait long.</summary>
    public void Parked(PendingEvent pending)
    {
        if (pending.Line is not { IsBlocked: false } line)
            return;
        line.IsBlocked = true;
        foreach (var waiting in line.Waiting.Where(waiting => waiting.HasRecord).Skip(line.RecordLimit))
        {
            line.Records--;
            Uncount(waiting);
            waiting.Spill();
        }
    }

    /// <summary>An event was handled: it is the turn of the next one of its line.</summary>
    public void Finished(PendingEvent pending)
    {
        if (pending.Line is not { } line || --line.Busy > 0)
            return;
        line.IsBlocked = false;
        if (!line.Waiting.TryDequeue(out var next))
        {
            _lines.Remove(line.Name);
            return;
        }

        line.Busy = 1;
        line.Records -= next.HasRecord ? 1 : 0;
        _ready.Enqueue(next);
    }

    /// <summary>Takes in what was read again for the events behind one whose turn it is.</summary>
    public void Refill(PendingEvent pending, EventBatch slice)
    {
        if (pending.Line is not { } line)
            return;
        var index = 0;
        foreach (var waiting in line.Waiting)
        {
            while (index < slice.Count && slice[index].Offset < waiting.Offset.Value)
                index++;
            if (index == slice.Count || line.Records >= line.RecordLimit)
                return;
            if (waiting.HasRecord || slice[index].Offset != waiting.Offset.Value)
                continue;
            waiting.Load(slice[index]);
            Keep(line, waiting);
        }
    }

    /// <summary>Changes between ordered and unordered; takes every event not handled yet, in the order of its partition.</summary>
    public void Reorder(bool ordered, IReadOnlyCollection<PendingEvent> unhandled)
    {
        IsOrdered = ordered;
        _ready.Clear();
        _lines.Clear();
        Records = 0;
        Bytes = 0;
        foreach (var started in unhandled.Where(pending => pending.IsStarted))
        {
            started.Line = null;
            if (ordered && started.HasRecord)
                JoinLine(started).Busy++;
        }

        foreach (var waiting in unhandled.Where(pending => !pending.IsStarted))
        {
            waiting.Line = null;
            Add(waiting);
        }
    }

    private KeyLine JoinLine(PendingEvent pending)
    {
        var record = pending.Record;
        var key = record.TryGet("partitionkey"u8, out var partitionKey) ? partitionKey.Value : record.Source;
        var name = (pending.Cursor, Encoding.UTF8.GetString(key));
        if (!_lines.TryGetValue(name, out var line))
            _lines[name] = line = new KeyLine(name.Cursor, name.Item2);
        pending.Line = line;
        return line;
    }

    private void Keep(KeyLine line, PendingEvent pending)
    {
        line.Records++;
        Count(pending);
    }

    private void Count(PendingEvent pending)
    {
        Records += pending.HasRecord ? 1 : 0;
        Bytes += pending.Size;
    }

    private void Uncount(PendingEvent pending)
    {
        Records -= pending.HasRecord ? 1 : 0;
        Bytes -= pending.Size;
    }
}
