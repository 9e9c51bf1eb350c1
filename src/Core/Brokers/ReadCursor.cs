using Fabric.EventLog;
using Fabric.Events;

namespace Fabric.Brokers;

/// <summary>One read under way: where it stands and what it found.</summary>
internal sealed class ReadCursor(ReadRequest request)
{
    private readonly List<EventRecord> _found = [];
    private long _foundBytes;

    public ReadRequest Request => request;

    /// <summary>Everything before it was found or does not match.</summary>
    public Offset Next { get; private set; } = request.From;

    /// <summary>Bytes of all the records looked at.</summary>
    public long Scanned { get; private set; }

    public bool FoundAny => _found.Count > 0;

    /// <summary>True where nothing more fits into the answer.</summary>
    public bool Full { get; private set; }

    /// <summary>Looks through a slice, as far as the answer has room; what lies before <see cref="Next"/> is skipped.</summary>
    public void Take(LogSlice slice)
    {
        foreach (var record in slice.Events.Records)
        {
            Take(record);
            if (Full)
                return;
        }

        MoveTo(slice.Next, Scanned);
    }

    /// <summary>Looks at a record that is not before <see cref="Next"/>, if the answer has room; true where it is in the answer.</summary>
    public bool Take(EventRecord record)
    {
        if (Full || record.Offset < Next.Value)
            return false;
        var size = record.Bytes.Length;
        Scanned += size;
        var matches = request.Filter is not { } filter || filter.Matches(record);
        Full = matches && FoundAny && _foundBytes + size > request.MaxBytes;
        if (Full)
            return false;
        Next = new Offset(record.Offset + 1);
        if (!matches)
            return false;
        _found.Add(record);
        _foundBytes += size;
        Full = _found.Count >= request.MaxEvents || _foundBytes >= request.MaxBytes;
        return true;
    }

    /// <summary>Goes on, if the answer has room.</summary>
    /// <param name="next">Everything before it was looked at, or need not be.</param>
    /// <param name="scanned">Bytes that were looked at for this read, by itself or others.</param>
    public void MoveTo(Offset next, long scanned)
    {
        Scanned = Math.Max(Scanned, scanned);
        if (!Full)
            Next = Offset.Max(Next, next);
    }

    public ReadOutcome Outcome(bool found = true) => new(Found(), Next, found);

    // The records of a slice share one buffer: a few of them must not keep all of it in memory while they are delivered.
    private EventBatch Found()
    {
        if (_foundBytes * 2 >= Scanned)
            return EventBatch.Of([.. _found]);
        var buffer = GC.AllocateUninitializedArray<byte>(checked((int)_foundBytes));
        var position = 0;
        foreach (var record in _found)
        {
            record.Bytes.CopyTo(buffer.AsMemory(position));
            position += record.Bytes.Length;
        }

        return EventBatch.Parse(buffer);
    }
}
