using Fabric.Brokers;
using Fabric.Contract;
using Fabric.EventLog;
using Fabric.Events;
using static Fabric.Core.Tests.Brokers.BrokerFixture;

namespace Fabric.Core.Tests.Brokers;

public sealed class BrokerReadTests
{
    private readonly BrokerFixture _fixture = new();

    [Fact]
    public Task A_read_returns_what_matches_and_where_to_go_on() => Turns.Run(async () =>
    {
        var broker = await _fixture.Open();
        await Publish(broker, Some.Events(Some.Event("1", "a"), Some.Event("2", "b"), Some.Event("3", "a"), Some.Event("4", "b")));
        var read = await broker.Read(From(0, Some.TypeIs("a")), default);
        Assert.Equal(["1", "3"], read.Events.Ids());
        Assert.Equal(2, read.Events[1].Offset);
        Assert.Equal(new Offset(4), read.Next);
    });

    [Fact]
    public Task A_read_stops_at_its_bounds_behind_the_last_event_returned() => Turns.Run(async () =>
    {
        var broker = await _fixture.Open();
        await Publish(broker, Some.Events("1", "2", "3"));
        var byCount = await broker.Read(From(0, maxEvents: 2), default);
        Assert.Equal(["1", "2"], byCount.Events.Ids());
        Assert.Equal(new Offset(2), byCount.Next);
        foreach (var filter in new[] { null, Some.TypeIs("test") })
        {
            var bySize = await broker.Read(From(1, filter) with { MaxBytes = 1 }, default);
            Assert.Equal(["2"], bySize.Events.Ids());
            Assert.Equal(new Offset(2), bySize.Next);
        }
    });

    [Fact]
    public Task A_read_that_matches_little_does_not_hold_on_to_all_it_looked_through() => Turns.Run(async () =>
    {
        var broker = await _fixture.Open();
        await Publish(broker, Some.Events([.. Enumerable.Range(0, 500).Select(id => Some.Event($"{id}", id == 250 ? "a" : "b"))]));
        var read = await broker.Read(From(0, Some.TypeIs("a")), default);
        Assert.True(System.Runtime.InteropServices.MemoryMarshal.TryGetArray(read.Events[0].Bytes, out var segment));
        Assert.Equal(read.Events[0].Bytes.Length, segment.Array!.Length);
        Assert.True(read.Events[0].ChecksumHolds());
    });

    [Fact]
    public Task A_read_of_much_that_does_not_match_answers_before_the_end() => Turns.Run(async () =>
    {
        var broker = await _fixture.Open(new BrokerSpec { Limits = new LogLimits() });
        var big = Some.Event("big", "b") with { Data = new byte[1 << 20] };
        await Publish(broker, Some.Events(Enumerable.Repeat(big, 6)));
        var read = await broker.Read(From(0, Some.TypeIs("a"), wait: TimeSpan.FromSeconds(30)), default);
        Assert.Equal(0, read.Events.Count);
        Assert.InRange(read.Next.Value, 4, 5);
    });

    [Fact]
    public Task A_read_beyond_the_end_or_of_another_log_finds_nothing() => Turns.Run(async () =>
    {
        var broker = await _fixture.Open();
        await Publish(broker, Some.Events("1"));
        Assert.False((await broker.Read(From(2), default)).Found);
        Assert.False((await broker.Read(From(0) with { Log = Guid.NewGuid() }, default)).Found);
        Assert.True((await broker.Read(From(0) with { Log = _fixture.Log.Id }, default)).Found);
    });

    [Fact]
    public Task A_read_waits_for_an_event_that_matches() => Turns.Run(async () =>
    {
        var broker = await _fixture.Open();
        var read = await _fixture.Waiting(broker, From(0, Some.TypeIs("a")));
        await Publish(broker, Some.Events(Some.Event("1", "b")));
        await Publish(broker, Some.Events(Some.Event("2", "b"), Some.Event("3", "a")));
        var outcome = await read;
        Assert.Equal(["3"], outcome.Events.Ids());
        Assert.Equal(new Offset(3), outcome.Next);
    });

    [Fact]
    public Task Every_waiting_read_gets_what_it_wants() => Turns.Run(async () =>
    {
        var broker = await _fixture.Open();
        var a = await _fixture.Waiting(broker, From(0, Some.TypeIs("a")));
        var b = await _fixture.Waiting(broker, From(0, Some.TypeIs("b")));
        var all = await _fixture.Waiting(broker, From(0));
        await Publish(broker, Some.Events(Some.Event("1", "a"), Some.Event("2", "b"), Some.Event("3", "a")));
        Assert.Equal(["1", "3"], (await a).Events.Ids());
        Assert.Equal(["2"], (await b).Events.Ids());
        Assert.Equal(["1", "2", "3"], (await all).Events.Ids());
    });

    [Fact]
    public Task A_read_that_waits_further_on_is_not_offered_what_lies_before() => Turns.Run(async () =>
    {
        var broker = await _fixture.Open();
        var behind = await _fixture.Waiting(broker, From(0, Some.TypeIs("a")));
        await Publish(broker, Some.Events(Some.Event("1", "b")));
        var ahead = await _fixture.Waiting(broker, From(1));
        await Publish(broker, Some.Events(Some.Event("2", "a")));
        Assert.Equal(["2"], (await ahead).Events.Ids());
        Assert.Equal(["2"], (await behind).Events.Ids());
    });

    [Fact]
    public Task A_wait_ends_in_time_and_says_how_far_it_came() => Turns.Run(async () =>
    {
        var broker = await _fixture.Open();
        var read = await _fixture.Waiting(broker, From(0, Some.TypeIs("a")));
        await Publish(broker, Some.Events("1", "2"));
        await Turns.Pass();
        _fixture.Clock.Advance(TimeSpan.FromSeconds(30));
        var outcome = await read;
        Assert.True(outcome.Found);
        Assert.Equal(0, outcome.Events.Count);
        Assert.Equal(new Offset(2), outcome.Next);
    });

    [Fact]
    public Task A_wait_ends_when_it_is_cancelled() => Turns.Run(async () =>
    {
        using var cancellation = new CancellationTokenSource();
        var broker = await _fixture.Open();
        var read = await _fixture.Waiting(broker, From(0), cancellation.Token);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => read);
        Assert.Equal(PublishStatus.Accepted, (await Publish(broker, Some.Events("1"))).Status);
    });

    [Fact]
    public Task A_wait_ends_when_the_broker_is_deleted_or_closed() => Turns.Run(async () =>
    {
        var broker = await _fixture.Open();
        var read = await _fixture.Waiting(broker, From(0));
        await broker.Delete(default);
        Assert.False((await read).Found);

        await broker.Configure(new BrokerSpec(), default);
        read = await _fixture.Waiting(broker, From(0));
        await broker.DisposeAsync();
        Assert.True((await read).Found);
        Assert.False((await broker.Read(From(0), default)).Found);
    });

    [Fact]
    public Task A_wait_that_nothing_matches_ends_before_the_broker_is_full_of_it() => Turns.Run(async () =>
    {
        var broker = await _fixture.Open(new BrokerSpec { Limits = new LogLimits { MaxEvents = 40 } });
        await broker.Subscribe(new SubscribeRequest(First, StartPosition.Latest), default);
        var read = await _fixture.Waiting(broker, From(0, Some.TypeIs("a")));
        await Publish(broker, Some.Events([.. Enumerable.Range(0, 10).Select(id => Some.Event($"{id}"))]));
        var outcome = await read;
        Assert.Equal(0, outcome.Events.Count);
        Assert.Equal(new Offset(10), outcome.Next);
    });

    [Fact]
    public Task A_wait_that_moved_ends_when_the_broker_is_full() => Turns.Run(async () =>
    {
        var broker = await _fixture.Open(new BrokerSpec { Limits = new LogLimits { MaxEvents = 40 } });
        await broker.Subscribe(new SubscribeRequest(First, StartPosition.Latest), default);
        await broker.Subscribe(new SubscribeRequest(Second, StartPosition.Latest), default);
        await Publish(broker, Some.Events([.. Enumerable.Range(0, 35).Select(id => Some.Event($"{id}"))]));
        var read = await _fixture.Waiting(broker, From(35, Some.TypeIs("a")));
        await Publish(broker, Some.Events("36", "37"));
        var more = Some.Events([.. Enumerable.Range(0, 10).Select(id => Some.Event($"{id}"))]);
        for (var attempt = 0; attempt < 1_000 && !read.IsCompleted; attempt++)
        {
            Assert.Equal(PublishStatus.Full, (await Publish(broker, more)).Status);
            await Task.Yield();
        }

        Assert.Equal(new Offset(37), (await read).Next);
    });

    [Fact]
    public Task Events_are_read_while_others_are_published() => Turns.Run(async () =>
    {
        var broker = await _fixture.Open(new BrokerSpec { Limits = new LogLimits() });
        var reader = Task.Factory.StartNew(async () =>
        {
            var (ids, next) = (new List<string>(), Offset.Zero);
            while (ids.Count < 300)
            {
                var read = await broker.Read(From(next.Value, Some.TypeIs("a"), 7, TimeSpan.FromSeconds(30)), default);
                ids.AddRange(read.Events.Ids());
                next = read.Next;
            }

            return ids;
        }, CancellationToken.None, TaskCreationOptions.None, TaskScheduler.Current).Unwrap();
        for (var id = 0; id < 900; id += 3)
        {
            await Publish(broker, Some.Events(Some.Event($"{id}", "a"), Some.Event($"{id + 1}", "b"), Some.Event($"{id + 2}", "b")));
            if (id % 5 == 0)
                await Task.Yield();
        }

        Assert.Equal(Enumerable.Range(0, 300).Select(id => $"{id * 3}"), await reader);
    });
}
