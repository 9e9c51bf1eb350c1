using Fabric.EventLog;
using Fabric.Events;

namespace Fabric.Brokers;

/// <summary>One read under way: where it stands and what it found.</summary>
internal sealed class ReadCursor(ReadRequest request, Offset from, int maxEvents, int maxBytes)
{
    private List<EventRecord>? _found;
    private long _foundBytes;

    public ReadCursor(ReadRequest request)
        : this(request, request.From, request.MaxEvents, request.MaxBytes)
    {
    }

    public ReadRequest Request { get; private set; } = request;

    /// <summary>Everything before it was found or does not match.</summary>
    public Offset Next { get; private set; } = from;

    /// <summary>Bytes of all the records looked at.</summary>
    public long Scanned { get; private set; }

    public bool FoundAny => _found is not null;

    /// <summary>Everything before it does not match: the first match, or where to go on.</summary>
    public Offset Unmatched => _found is not null ? new Offset(_found[0].Offset) : Next;

    /// <summary>True where nothing more fits into the answer.</summary>
    public bool Full { get; private set; }

    /// <summary>Goes on for another request of the same filter, where nothing was found yet.</summary>
    public void GoOn(ReadRequest request) => (Request, maxEvents, maxBytes) = (request, request.MaxEvents, request.MaxBytes);

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
        var matches = Request.Filter is not { } filter || filter.Matches(record);
        Full = matches && FoundAny && _foundBytes + size > maxBytes;
        if (Full)
            return false;
        Next = new Offset(record.Offset + 1);
        if (!matches)
            return false;
        _found ??= [];
        _found.Add(record);
        _foundBytes += size;
        Full = _found.Count >= maxEvents || _foundBytes >= maxBytes;
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

    /// <summary>Passes what was found here on to another read of the same filter, as far as its answer has room.</summary>
    public void PassTo(ReadCursor other)
    {
        foreach (var record in _found ?? [])
            other.Take(record);
        other.MoveTo(Next, Scanned);
    }

    public ReadOutcome Outcome(bool found = true) => new(Found(), Next, found);

    // The records of a slice share one buffer: a few of them must not keep all of it in memory while they are delivered.
    private EventBatch Found()
    {
        if (_found is null)
            return EventBatch.Empty;
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
