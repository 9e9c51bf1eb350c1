using System.Collections.Immutable;
using System.Text;
using Fabric.Delivery;
using Fabric.EventLog;
using Fabric.Events;
using Fabric.Triggers;

namespace Fabric.Journals;

/// <summary>
/// The last attempts of a trigger, in memory: so many of those that succeeded at once (<see cref="PlainAttempts.Most"/>),
/// and by themselves, so that a flood of the first does not wash them away, <see cref="MostNotes"/> of those with a story:
/// failures, retries, replies and dead letters.
/// </summary>
internal sealed class AttemptJournal(TimeProvider time, JournalRoom room) : IDisposable
{
    public const int MostNotes = 512;
    private readonly PlainAttempts _plain = new(room);
    private readonly Queue<Entry> _notes = new();
    private DateTimeOffset _notesSince = time.GetUtcNow();

    /// <summary>Every attempt that began from this time on is known.</summary>
    public DateTimeOffset KeptSince => _plain.KeptSince is { } plain && plain > _notesSince ? plain : _notesSince;

    /// <summary>An attempt at the target succeeded, and its reply is kept.</summary>
    public void Delivered(PendingEvent pending, DeliveryOutcome outcome, Uri destination, TimeSpan took)
    {
        if (pending.Attempts == 1 && outcome.Reply.Count == 0)
            _plain.Add(pending.Cursor, pending.Offset, pending.LastAttemptAt, took, outcome.Code);
        else
            Add(pending, outcome, destination, took, AttemptResult.Delivered);
    }

    /// <summary>An attempt that is not a plain success.</summary>
    public void Add(PendingEvent pending, DeliveryOutcome outcome, Uri? destination, TimeSpan took, AttemptResult result)
    {
        var note = Note(outcome, destination, pending.LastAttemptAt, took, result) with
        {
            Cause = pending.Cursor.Cause,
            Number = pending.Attempts,
            ToSink = pending.ToSink,
        };
        Add(new Entry(pending.Cursor, pending.Offset, Text(pending.Record.Id), Text(pending.Record.Source), note));
    }

    /// <summary>A dead letter was put into the trigger's own list.</summary>
    public void Kept(PendingEvent pending, DateTimeOffset now, string? reason)
    {
        var note = new AttemptNote { At = now, Result = AttemptResult.Kept, Cause = pending.Cursor.Cause, Reason = reason };
        Add(new Entry(pending.Cursor, pending.Offset, Text(pending.Record.Id), Text(pending.Record.Source), note));
    }

    /// <summary>A dead letter was delivered again, or not.</summary>
    public void Redriven(EventRecord record, int number, DeliveryOutcome outcome, Uri destination, DateTimeOffset at, TimeSpan took)
    {
        var result = outcome.Status == DeliveryStatus.Delivered ? AttemptResult.Delivered : AttemptResult.GivenUp;
        var note = Note(outcome, destination, at, took, result) with { Cause = AttemptCause.Redrive, Number = number };
        Add(new Entry(null, default, Text(record.Id), Text(record.Source), note));
    }

    /// <summary>The attempts at an event that are still known, oldest first.</summary>
    public ImmutableArray<AttemptNote> Find(TraceRequest request)
    {
        var found = new List<AttemptNote>();
        _plain.Find(request, found);
        foreach (var entry in _notes)
        {
            if (entry.IsAbout(request))
                found.Add(entry.Note);
        }

        // Stable: what began at the same time stays in the order in which it ended.
        return [.. found.OrderBy(note => note.At)];
    }

    /// <summary>Forgets everything.</summary>
    public void Dispose()
    {
        _plain.Dispose();
        _notes.Clear();
    }

    private static AttemptNote Note(DeliveryOutcome outcome, Uri? destination, DateTimeOffset at, TimeSpan took, AttemptResult result) => new()
    {
        At = at,
        Result = result,
        Took = took,
        Code = outcome.Code,
        Reason = outcome.Reason,
        Destination = destination,
        ReplyId = outcome.Reply.Count > 0 ? Text(outcome.Reply[0].Id) : null,
        ReplySource = outcome.Reply.Count > 0 ? Text(outcome.Reply[0].Source) : null,
    };

    private void Add(Entry entry)
    {
        if (_notes.Count == MostNotes && _notes.Dequeue().Note.At is var forgotten && forgotten >= _notesSince)
            _notesSince = forgotten + TimeSpan.FromTicks(1);
        _notes.Enqueue(entry);
    }

    private static string Text(ReadOnlySpan<byte> utf8) => Encoding.UTF8.GetString(utf8);

    private sealed record Entry(Cursor? Cursor, Offset Offset, string Id, string Source, AttemptNote Note)
    {
        public bool IsAbout(TraceRequest request) => Cursor is null
            ? Id == request.Id && Source == request.Source
            : Offset == request.Offset && Cursor.IsAt(request);
    }
}
