using System.Runtime.InteropServices;
using Fabric.Events;
using Fabric.EventLog;

namespace Fabric.Triggers;

/// <summary>An event that was read and is not handled yet, wherever it waits.</summary>
internal sealed class PendingEvent(Cursor cursor, EventRecord record)
{
    public Cursor Cursor => cursor;

    public Offset Offset { get; } = new(record.Offset);

    public DateTimeOffset AppendedAt { get; } = record.AppendedAt;

    /// <summary>The event; nothing while <see cref="HasRecord"/> is false.</summary>
    public EventRecord Record { get; private set; } = record;

    /// <summary>False while only the offset is remembered; the broker still has the event.</summary>
    public bool HasRecord => !Record.Bytes.IsEmpty;

    public int Size => Record.Bytes.Length;

    /// <summary>The neighbours in offset order: see <see cref="Triggers.Cursor"/>.</summary>
    public PendingEvent? Previous { get; set; }

    public PendingEvent? Next { get; set; }

    /// <summary>True where an event between <see cref="Previous"/> and this one was handled.</summary>
    public bool HandledBefore { get; set; }

    /// <summary>The events of the same key, when they are delivered in order.</summary>
    public KeyLine? Line { get; set; }

    /// <summary>True from its first attempt on: it is in flight or parked.</summary>
    public bool IsStarted { get; set; }

    /// <summary>True while it waits for its next attempt.</summary>
    public bool IsParked { get; set; }

    /// <summary>Attempts that counted.</summary>
    public int Attempts { get; set; }

    /// <summary>True once it is on its way to the dead letter sink.</summary>
    public bool ToSink { get; private set; }

    /// <summary>From when on its age counts: since it was appended, is replayed, or became a dead letter.</summary>
    public DateTimeOffset Since { get; private set; } = cursor.ReplayedAt ?? record.AppendedAt;

    /// <summary>When the next attempt is due, while it is parked.</summary>
    public DateTimeOffset DueAt { get; set; }

    /// <summary>No attempt before: the target said so.</summary>
    public DateTimeOffset NotBefore { get; set; }

    /// <summary>Tells apart parked events that are due at the same time.</summary>
    public long ParkedAs { get; set; }

    public DateTimeOffset LastAttemptAt { get; set; }

    /// <summary>True where the last attempt reached nobody.</summary>
    public bool LastWasSilence { get; set; }

    /// <summary>The streak of failures that the last attempt belonged to.</summary>
    public int Streak { get; set; }

    /// <summary>True during an attempt before its time, to see whether the target works again.</summary>
    public bool IsProbe { get; set; }

    /// <summary>Forgets the event and keeps its offset.</summary>
    public void Spill() => Record = default;

    public void Load(EventRecord loaded) => Record = loaded;

    /// <summary>Lets go of the read that brought the event, of which it may be a small part, for a long wait.</summary>
    public void Detach()
    {
        if (MemoryMarshal.TryGetArray(Record.Bytes, out var whole) && whole.Array!.Length > 2 * Size)
            Record = new EventRecord(Record.Bytes.ToArray());
    }

    public void BecomeDeadLetter(EventRecord letter, DateTimeOffset now)
    {
        Record = letter;
        ToSink = true;
        Since = now;
        Attempts = 0;
    }
}
