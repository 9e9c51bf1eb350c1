using Fabric.Contract.Time;
using Fabric.EventLog;
using Fabric.Events;

namespace Fabric.Contract.EventLog;

/// <summary>
/// How every event log keeps to its limits. A log that frees its room in larger pieces may keep less than the bound
/// allows where it drops, and more than is needed where nothing asks for the room.
/// </summary>
public abstract class EventLogLimitsContract
{
    protected ManualClock Clock { get; } = new();

    protected abstract ValueTask<IEventLog> Open(LogLimits limits);

    [Fact]
    public async Task A_log_full_of_needed_events_refuses_and_keeps_all_of_them()
    {
        await using var log = await Open(new LogLimits { MaxEvents = 10 });
        await Append(log, 0, 10);

        var outcome = await log.Append(SampleRecords.Batch(10, 1), log.Next, false, default);
        Assert.Equal(AppendStatus.Full, outcome.Status);
        Assert.Equal(new Offset(10), outcome.Next);
        Assert.Contains("10 events", outcome.Reason, StringComparison.Ordinal);
        Assert.Equal(Enumerable.Range(0, 10).Select(i => (long)i), await Offsets(log));
    }

    [Fact]
    public async Task Released_events_stay_readable_until_their_room_is_needed()
    {
        await using var log = await Open(new LogLimits { MaxEvents = 10 });
        await Append(log, 0, 10);
        await log.Release(new Offset(4), default);
        Assert.Equal(Offset.Zero, log.First);

        await Append(log, 10, 2);
        Assert.Equal(new Offset(2), log.First);
        Assert.Equal(Enumerable.Range(2, 10).Select(i => (long)i), await Offsets(log));
        Assert.Equal(0, log.Dropped);
    }

    [Fact]
    public async Task A_read_of_what_is_gone_begins_at_the_oldest_event_kept()
    {
        await using var log = await Open(new LogLimits { MaxEvents = 10 });
        await Append(log, 0, 10);
        await log.Release(new Offset(10), default);
        await Append(log, 10, 5);
        var slice = await log.Read(Offset.Zero, 1, 1 << 20, default);
        Assert.Equal(5, slice.Events[0].Offset);
    }

    [Fact]
    public async Task A_bound_in_bytes_refuses_and_gives_way_after_a_release()
    {
        var one = SampleRecords.Batch(0, 1).TotalBytes;
        await using var log = await Open(new LogLimits { MaxBytes = one * 100 });
        for (var i = 0; i < 100; i++)
            await Append(log, i, 1);
        Assert.Equal(AppendStatus.Full, (await log.Append(SampleRecords.Batch(100, 1), log.Next, false, default)).Status);

        await log.Release(new Offset(50), default);
        for (var i = 100; i < 130; i++)
            await Append(log, i, 1);
        Assert.InRange(log.Bytes, one * 80, one * 100);
        Assert.Equal(log.Bytes, (log.End - log.First) * one);
    }

    [Fact]
    public async Task Everything_released_makes_room_for_an_append_as_large_as_the_bound()
    {
        var batch = SampleRecords.Batch(0, 100);
        await using var log = await Open(new LogLimits { MaxBytes = batch.TotalBytes });
        for (var round = 0; round < 3; round++)
        {
            await Append(log, 0, 100);
            await log.Release(log.End, default);
        }

        Assert.Equal(new Offset(300), log.End);
    }

    [Fact]
    public async Task A_batch_larger_than_the_bound_is_refused_with_its_size()
    {
        await using var log = await Open(new LogLimits { MaxEvents = 10 });
        var outcome = await log.Append(SampleRecords.Batch(0, 11), log.Next, false, default);
        Assert.Equal(AppendStatus.Full, outcome.Status);
        Assert.Contains("11 events", outcome.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_reserve_goes_to_twice_the_bound()
    {
        await using var log = await Open(new LogLimits { MaxEvents = 10 });
        await Append(log, 0, 10);
        for (var i = 10; i < 20; i++)
            Assert.Equal(AppendStatus.Appended, (await log.Append(SampleRecords.Batch(i, 1), log.Next, true, default)).Status);
        Assert.Equal(AppendStatus.Full, (await log.Append(SampleRecords.Batch(20, 1), log.Next, true, default)).Status);
        Assert.Equal(20, (await Offsets(log)).Length);
    }

    [Fact]
    public async Task Drop_oldest_never_refuses_and_counts_what_was_still_needed()
    {
        await using var log = await Open(new LogLimits { MaxEvents = 10, Overflow = Overflow.DropOldest });
        await Append(log, 0, 10);
        await log.Release(new Offset(3), default);
        for (var i = 10; i < 18; i++)
            await Append(log, i, 1);

        Assert.Equal(new Offset(8), log.First);
        Assert.Equal(5, log.Dropped);
        Assert.Equal(Enumerable.Range(8, 10).Select(i => (long)i), await Offsets(log));
    }

    [Fact]
    public async Task Drop_oldest_keeps_to_a_bound_in_bytes()
    {
        var one = SampleRecords.Batch(0, 1).TotalBytes;
        await using var log = await Open(new LogLimits { MaxBytes = one * 100, Overflow = Overflow.DropOldest });
        for (var i = 0; i < 250; i++)
            await Append(log, i, 1);
        Assert.InRange(log.Bytes, one * 80, one * 100);
        Assert.Equal(log.First.Value, log.Dropped);
    }

    [Fact]
    public async Task Released_events_go_when_they_reach_the_age_and_needed_ones_stay()
    {
        await using var log = await Open(new LogLimits { MaxAge = TimeSpan.FromHours(1) });
        await Append(log, 0, 2);
        Clock.Advance(TimeSpan.FromMinutes(50));
        await Append(log, 2, 2);
        Clock.Advance(TimeSpan.FromMinutes(20));
        await Append(log, 4, 1);
        Assert.Equal(Offset.Zero, log.First);

        await log.Release(new Offset(5), default);
        Assert.Equal(new Offset(2), log.First);
        var kept = await Offsets(log);
        Assert.Equal([2L, 3L, 4L], kept);
    }

    [Fact]
    public async Task New_limits_hold_from_the_next_append_on()
    {
        await using var log = await Open(new LogLimits { MaxEvents = 10 });
        await Append(log, 0, 10);
        log.Limits = new LogLimits { MaxEvents = 12 };
        await Append(log, 10, 2);
        Assert.Equal(AppendStatus.Full, (await log.Append(SampleRecords.Batch(12, 1), log.Next, false, default)).Status);
    }

    private static async Task Append(IEventLog log, int first, int count)
    {
        var outcome = await log.Append(SampleRecords.Batch(first, count), log.Next, false, default);
        Assert.True(outcome.Status == AppendStatus.Appended, outcome.Reason);
    }

    private static async Task<long[]> Offsets(IEventLog log)
    {
        var offsets = new List<long>();
        for (var next = log.First; next < log.End;)
        {
            var slice = await log.Read(next, 100, 1 << 20, default);
            Assert.NotEqual(0, slice.Events.Count);
            offsets.AddRange(slice.Events.Records.ToArray().Select(record => record.Offset));
            next = slice.Next;
        }

        return [.. offsets];
    }
}
