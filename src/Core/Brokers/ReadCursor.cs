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
            if (record.Offset < Next.Value)
                continue;
            if (!Take(record))
                return;
            Next = new Offset(record.Offset + 1);
        }

        Next = Offset.Max(Next, slice.Next);
    }

    public ReadOutcome Outcome(bool found = true) => new(Found(), Next, found);

    private bool Take(EventRecord record)
    {
        if (Full)
            return false;
        Scanned += record.Bytes.Length;
        if (request.Filter is { } filter && !filter.Matches(record))
            return true;
        Full = FoundAny && _foundBytes + record.Bytes.Length > request.MaxBytes;
        if (Full)
            return false;
        _found.Add(record);
        _foundBytes += record.Bytes.Length;
        Full = _found.Count >= request.MaxEvents || _foundBytes >= request.MaxBytes;
        return true;
    }

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
