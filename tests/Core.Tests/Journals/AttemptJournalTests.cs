using Fabric.Contract;
using Fabric.Core.Tests.Triggers;
using Fabric.Delivery;
using Fabric.EventLog;
using Fabric.Events;
using Fabric.Journals;
using Fabric.Triggers;

namespace Fabric.Core.Tests.Journals;

public sealed class AttemptJournalTests : IDisposable
{
    private static readonly Uri Target = new("http://target/");
    private static readonly Guid Log = Guid.NewGuid();
    private readonly TriggerFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public void Noting_a_delivery_that_succeeds_at_once_allocates_nothing()
    {
        var journal = new AttemptJournal(TimeProvider.System, new JournalRoom());
        var pending = Pending(1);
        pending.Attempts = 1;
        for (var count = 0; count < PlainAttempts.Most; count++)
            journal.Delivered(pending, DeliveryOutcome.Success, Target, default);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var count = 0; count < 10_000; count++)
            journal.Delivered(pending, DeliveryOutcome.Success, Target, default);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Successes_are_known_until_as_many_others_followed_and_then_it_says_since_when()
    {
        _fixture.Start();
        var since = Trace("none").KeptSince;
        _fixture.Publish("first");
        _fixture.Jump(TimeSpan.FromSeconds(1));
        _fixture.Publish(Enumerable.Range(1, PlainAttempts.Most - 1).Select(id => Some.Event($"{id}")));
        Assert.Single(Trace("first", 0).Attempts);
        Assert.Equal(since, Trace("first", 0).KeptSince);

        _fixture.Publish("last");
        var forgotten = Trace("first", 0);
        Assert.Equal((EventProgress.Handled, 0), (forgotten.Progress, forgotten.Attempts.Length));
        Assert.Equal(since.AddSeconds(1), forgotten.KeptSince);
        Assert.Single(Trace("1", 1).Attempts);
        Assert.Single(Trace("last", PlainAttempts.Most).Attempts);
    }

    [Fact]
    public void A_flood_of_successes_does_not_wash_away_a_failure()
    {
        _fixture.Target.Answer = received => received.Id == "poison" ? ScriptedSubscriber.Status(422) : DeliveryOutcome.Success;
        _fixture.Start();
        _fixture.Publish("poison");
        _fixture.Publish(Enumerable.Range(0, 3 * PlainAttempts.Most).Select(id => Some.Event($"{id}")));
        Assert.Equal([AttemptResult.GivenUp, AttemptResult.Kept], Trace("poison", 0).Attempts.Select(attempt => attempt.Result));
    }

    [Fact]
    public void Failures_are_known_until_as_many_others_followed_and_then_it_says_since_when()
    {
        var journal = new AttemptJournal(_fixture.Clock, new JournalRoom());
        var outcome = ScriptedSubscriber.Refused;
        for (var offset = 0; offset <= AttemptJournal.MostNotes; offset++)
        {
            var pending = Pending(offset);
            pending.LastAttemptAt = _fixture.Clock.GetUtcNow();
            journal.Add(pending, outcome, Target, TimeSpan.FromSeconds(2), AttemptResult.Retried);
            _fixture.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Empty(journal.Find(new TraceRequest(0, Log, new Offset(0), "0", "/tests")));
        var first = Assert.Single(journal.Find(new TraceRequest(0, Log, new Offset(1), "1", "/tests")));
        Assert.InRange(journal.KeptSince, first.At.AddSeconds(-1), first.At);
        Assert.Equal((TimeSpan.FromSeconds(2), "connection refused", Target), (first.Took, first.Reason, first.Destination));
    }

    [Fact]
    public void Journals_share_what_room_there_is_and_each_keeps_a_little()
    {
        var room = new JournalRoom();
        while (room.TryTake(1_024))
        {
            // Others take it all.
        }

        var journal = new AttemptJournal(_fixture.Clock, room);
        for (var offset = 0; offset <= PlainAttempts.Least; offset++)
            journal.Delivered(Delivered(offset), DeliveryOutcome.Success, Target, default);
        Assert.Empty(journal.Find(new TraceRequest(0, Log, new Offset(0), "0", "/tests")));
        Assert.Single(journal.Find(new TraceRequest(0, Log, new Offset(1), "1", "/tests")));

        room.Return(1_024);
        var other = new AttemptJournal(_fixture.Clock, room);
        for (var offset = 0; offset <= PlainAttempts.Least; offset++)
            other.Delivered(Delivered(offset), DeliveryOutcome.Success, Target, default);
        Assert.Single(other.Find(new TraceRequest(0, Log, new Offset(0), "0", "/tests")));
        Assert.False(room.TryTake(1_024));
        other.Dispose();
        Assert.True(room.TryTake(1_024));
    }

    [Fact]
    public void Offsets_of_another_log_or_partition_are_other_events()
    {
        var journal = new AttemptJournal(TimeProvider.System, new JournalRoom());
        var pending = Pending(1);
        pending.Attempts = 1;
        journal.Delivered(pending, DeliveryOutcome.Success, Target, default);
        journal.Add(pending, ScriptedSubscriber.Refused, Target, default, AttemptResult.Retried);
        Assert.Equal(2, journal.Find(new TraceRequest(0, Log, new Offset(1), "1", "/tests")).Length);
        Assert.Empty(journal.Find(new TraceRequest(0, Guid.NewGuid(), new Offset(1), "1", "/tests")));
        Assert.Empty(journal.Find(new TraceRequest(1, Log, new Offset(1), "1", "/tests")));
    }

    private static PendingEvent Delivered(long offset)
    {
        var pending = Pending(offset);
        pending.Attempts = 1;
        return pending;
    }

    private static PendingEvent Pending(long offset)
    {
        var bytes = Some.Event($"{offset}").ToRecord().Bytes.ToArray();
        EventRecord.Stamp(bytes, offset, 0);
        return new PendingEvent(new Cursor(0, Log, default, []), new EventRecord(bytes));
    }

    private EventTrace Trace(string id, long offset = 0)
    {
        var log = _fixture.Turns.Do(() => _fixture.Partition().Status(default).AsTask()).Log!.Value;
        return _fixture.Turns.Do(() => _fixture.Trigger.Trace(new TraceRequest(0, log, new Offset(offset), id, "/tests"), default).AsTask());
    }
}
