using Fabric.Contract.Time;
using Fabric.EventLog;
using Fabric.Events;

namespace Fabric.Contract.EventLog;

/// <summary>What every event log does, wherever it keeps its events. Limits are checked in <see cref="EventLogLimitsContract"/>.</summary>
public abstract class EventLogContract : IAsyncLifetime
{
    protected ManualClock Clock { get; } = new();

    protected IEventLog Log { get; private set; } = null!;

    protected abstract ValueTask<IEventLog> Open(LogLimits limits);

    public virtual async Task InitializeAsync() => Log = await Open(new LogLimits());

    public virtual async Task DisposeAsync() => await Log.DisposeAsync();

    [Fact]
    public async Task A_new_log_is_empty()
    {
        Assert.Equal(Offset.Zero, Log.First);
        Assert.Equal(Offset.Zero, Log.End);
        Assert.Equal(Offset.Zero, Log.Next);
        Assert.Equal(0, Log.Bytes);
        Assert.NotEqual(Guid.Empty, Log.Id);

        var slice = await Log.Read(Offset.Zero, 10, 1 << 20, default);
        Assert.Equal(0, slice.Events.Count);
        Assert.Equal(Offset.Zero, slice.Next);
    }

    [Fact]
    public async Task Appended_events_are_read_in_order_with_their_bytes_offset_and_time()
    {
        var batch = SampleRecords.Batch(0, 3);
        var outcome = await Append(batch);
        Assert.Equal(new AppendOutcome(AppendStatus.Appended, Offset.Zero, new Offset(3)), outcome);

        var slice = await Log.Read(Offset.Zero, 10, 1 << 20, default);
        Assert.Equal(3, slice.Events.Count);
        Assert.Equal(new Offset(3), slice.Next);
        for (var i = 0; i < 3; i++)
        {
            var record = slice.Events[i];
            Assert.Equal(i, record.Offset);
            Assert.Equal(Clock.GetUtcNow(), record.AppendedAt);
            Assert.True(record.ChecksumHolds());
            Assert.Equal(CloudEvent.From(batch[i]).DataText, CloudEvent.From(record).DataText);
        }
    }

    [Fact]
    public async Task The_records_given_to_append_stay_as_they_are()
    {
        var batch = SampleRecords.Batch(0, 1);
        var before = batch[0].Bytes.ToArray();
        await Append(batch);
        await Append(batch);
        Assert.Equal(before, batch[0].Bytes.ToArray());
    }

    [Fact]
    public async Task Append_refuses_an_offset_that_is_not_the_next_one()
    {
        await Append(SampleRecords.Batch(0, 2));
        foreach (var wrong in new[] { 0, 1, 3 })
        {
            var outcome = await Log.Append(SampleRecords.Batch(9, 1), new Offset(wrong), false, default);
            Assert.Equal(AppendStatus.Conflict, outcome.Status);
            Assert.Equal(new Offset(2), outcome.Next);
            Assert.NotNull(outcome.Reason);
        }

        var ids = await ReadIds(Offset.Zero);
        Assert.Equal(["00000000", "00000001"], ids);
    }

    [Fact]
    public async Task A_read_ends_at_the_most_events_asked_for()
    {
        await Append(SampleRecords.Batch(0, 5));
        var slice = await Log.Read(new Offset(1), 2, 1 << 20, default);
        Assert.Equal([1L, 2L], Offsets(slice));
        Assert.Equal(new Offset(3), slice.Next);
    }

    [Fact]
    public async Task A_read_ends_at_the_most_bytes_asked_for()
    {
        var batch = SampleRecords.Batch(0, 5);
        await Append(batch);
        var slice = await Log.Read(Offset.Zero, 10, (int)(batch.TotalBytes / 5 * 3), default);
        Assert.Equal([0L, 1L, 2L], Offsets(slice));
    }

    [Fact]
    public async Task An_event_larger_than_the_most_bytes_is_read_alone()
    {
        await Append(SampleRecords.Batch(0, 3, dataBytes: 700_000));
        var slice = await Log.Read(new Offset(1), 10, 1, default);
        Assert.Equal([1L], Offsets(slice));
        Assert.Equal(SampleRecords.Data(1, 700_000), slice.Events[0].Data.ToArray());
    }

    [Fact]
    public async Task A_read_behind_the_end_returns_nothing_and_goes_on_at_the_end()
    {
        await Append(SampleRecords.Batch(0, 2));
        var slice = await Log.Read(new Offset(7), 10, 1 << 20, default);
        Assert.Equal(0, slice.Events.Count);
        Assert.Equal(new Offset(2), slice.Next);
    }

    [Fact]
    public async Task Small_and_large_events_come_back_whole_in_many_appends()
    {
        var sizes = new[] { 0, 1, 1_000, 40_000, 3, 300_000, 17, 33_000, 2_000_000, 5 };
        for (var i = 0; i < sizes.Length * 3; i++)
            await Append(SampleRecords.Batch(i, 1, sizes[i % sizes.Length]));

        var number = 0;
        await foreach (var record in ReadAll(maxEvents: 4, maxBytes: 500_000))
        {
            Assert.Equal(SampleRecords.Data(number, sizes[number % sizes.Length]), record.Data.ToArray());
            number++;
        }

        Assert.Equal(sizes.Length * 3, number);
    }

    [Fact]
    public async Task Bytes_counts_the_records()
    {
        var batch = SampleRecords.Batch(0, 4);
        await Append(batch);
        Assert.Equal(batch.TotalBytes, Log.Bytes);
    }

    [Fact]
    public async Task Seek_finds_the_first_event_at_or_after_a_time()
    {
        var start = Clock.GetUtcNow();
        for (var i = 0; i < 4; i++)
        {
            await Append(SampleRecords.Batch(i * 2, 2));
            Clock.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Equal(new Offset(0), await Log.Seek(start - TimeSpan.FromDays(1), default));
        Assert.Equal(new Offset(0), await Log.Seek(start, default));
        Assert.Equal(new Offset(2), await Log.Seek(start.AddSeconds(1), default));
        Assert.Equal(new Offset(4), await Log.Seek(start.AddMinutes(2), default));
        Assert.Equal(new Offset(8), await Log.Seek(start.AddMinutes(3.5), default));
        Assert.Equal(new Offset(8), await Log.Seek(DateTimeOffset.MaxValue, default));
        Assert.Equal(new Offset(0), await Log.Seek(DateTimeOffset.MinValue, default));
    }

    [Fact]
    public async Task A_clock_that_goes_back_does_not_break_seek()
    {
        var start = Clock.GetUtcNow();
        await Append(SampleRecords.Batch(0, 1));
        Clock.Advance(TimeSpan.FromHours(1));
        await Append(SampleRecords.Batch(1, 1));
        Clock.Advance(TimeSpan.FromHours(-3));
        await Append(SampleRecords.Batch(2, 1));

        Assert.Equal(new Offset(1), await Log.Seek(start.AddMinutes(30), default));
        Assert.Equal(start.AddHours(1), (await Log.Read(new Offset(2), 1, 1, default)).Events[0].AppendedAt);
    }

    [Fact]
    public async Task Readers_see_every_event_once_while_events_are_appended()
    {
        const int events = 2_000;
        var readers = Enumerable.Range(0, 3).Select(reader => Task.Run(async () =>
        {
            var next = Offset.Zero;
            while (next.Value < events)
            {
                var slice = await Log.Read(next, 50 + reader, 1 << 16, default);
                Assert.All(slice.Events.Records.ToArray(), record => Assert.True(record.ChecksumHolds()));
                for (var i = 0; i < slice.Events.Count; i++)
                    Assert.Equal(next.Value + i, slice.Events[i].Offset);
                next = slice.Next;
                await Task.Yield();
            }
        })).ToArray();

        for (var i = 0; i < events; i += 10)
            await Append(SampleRecords.Batch(i, 10));
        await Task.WhenAll(readers).WaitAsync(TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task A_closed_log_says_so()
    {
        await Append(SampleRecords.Batch(0, 1));
        await Log.DisposeAsync();
        await Assert.ThrowsAsync<IOException>(async () => await Append(SampleRecords.Batch(1, 1)));
        await Assert.ThrowsAsync<IOException>(async () => await Log.Read(Offset.Zero, 1, 1, default));
    }

    protected ValueTask<AppendOutcome> Append(EventBatch batch, bool useReserve = false) =>
        Log.Append(batch, Log.Next, useReserve, default);

    protected async Task<string[]> ReadIds(Offset from)
    {
        var slice = await Log.Read(from, 1_000_000, int.MaxValue, default);
        return slice.Events.Records.ToArray().Select(SampleRecords.IdOf).ToArray();
    }

    protected async IAsyncEnumerable<EventRecord> ReadAll(int maxEvents, int maxBytes)
    {
        for (var next = Log.First; next < Log.End;)
        {
            var slice = await Log.Read(next, maxEvents, maxBytes, default);
            Assert.InRange(slice.Events.Count, 1, maxEvents);
            for (var i = 0; i < slice.Events.Count; i++)
                yield return slice.Events[i];
            next = slice.Next;
        }
    }

    private static long[] Offsets(LogSlice slice) =>
        slice.Events.Records.ToArray().Select(record => record.Offset).ToArray();
}
