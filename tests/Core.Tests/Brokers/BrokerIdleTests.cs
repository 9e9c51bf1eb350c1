using Fabric.Brokers;
using Fabric.Contract;
using Fabric.EventLog;
using Fabric.Events;
using static Fabric.Core.Tests.Brokers.BrokerFixture;

namespace Fabric.Core.Tests.Brokers;

/// <summary>Triggers that wait for what seldom comes, and what comes while they are busy.</summary>
public sealed class BrokerIdleTests
{
    private static readonly BrokerSpec Small = new() { Limits = new LogLimits { MaxEvents = 40 } };

    private readonly BrokerFixture _fixture = new();

    [Fact]
    public Task For_a_trigger_that_waits_nothing_is_kept_that_it_does_not_want() => Turns.Run(async () =>
    {
        var broker = await Subscribed();
        var read = await _fixture.Waiting(broker, OfFirst(0));
        await PublishOthers(broker, 1_000);
        Assert.False(read.IsCompleted);
        await Publish(broker, Some.Events(Some.Event("wanted", "a")));
        var outcome = await read;
        Assert.Equal(["wanted"], outcome.Events.Ids());
        Assert.Equal(new Offset(1_001), outcome.Next);
    });

    [Fact]
    public Task What_it_found_is_kept_until_it_acknowledges() => Turns.Run(async () =>
    {
        var broker = await Subscribed();
        var read = await _fixture.Waiting(broker, OfFirst(0));
        await PublishOthers(broker, 100);
        await Publish(broker, Some.Events(Some.Event("wanted", "a")));
        await read;
        var again = await _fixture.Waiting(broker, OfFirst(101));
        await PublishOthers(broker, 30);
        Assert.Equal(["wanted"], (await broker.Read(From(0, Some.TypeIs("a")), default)).Events.Ids());
        Assert.Equal(PublishStatus.Full, (await Publish(broker, Others(40))).Status);
        // It moved, and something is kept for it: it is to say how far it is.
        Assert.InRange((await again).Next.Value, 102, 131);

        await broker.Acknowledge(First, new Offset(131), default);
        await _fixture.Waiting(broker, OfFirst(131));
        await PublishOthers(broker, 1_000);
    });

    [Fact]
    public Task A_trigger_that_acknowledges_while_it_waits_is_idle_from_then_on() => Turns.Run(async () =>
    {
        var broker = await Subscribed();
        await Publish(broker, Some.Events(Some.Event("wanted", "a")));
        var read = await _fixture.Waiting(broker, OfFirst(1));
        await broker.Acknowledge(First, new Offset(1), default);
        await PublishOthers(broker, 1_000);
        Assert.False(read.IsCompleted);
    });

    [Fact]
    public Task A_trigger_whose_wait_was_over_reads_on_and_is_idle_again() => Turns.Run(async () =>
    {
        var broker = await Subscribed();
        var read = await _fixture.Waiting(broker, OfFirst(0));
        await PublishOthers(broker, 100);
        _fixture.Clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(new Offset(100), (await read).Next);
        read = await _fixture.Waiting(broker, OfFirst(100));
        await PublishOthers(broker, 100);
        Assert.False(read.IsCompleted);
    });

    [Fact]
    public Task A_trigger_that_does_not_wait_keeps_everything() => Turns.Run(async () =>
    {
        using var cancellation = new CancellationTokenSource();
        var broker = await Subscribed();
        var read = await _fixture.Waiting(broker, OfFirst(0), cancellation.Token);
        await PublishOthers(broker, 100);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => read);
        await PublishOthers(broker, 40 - (int)(100 - _fixture.Log.First.Value));
        var kept = _fixture.Log.First;
        Assert.Equal(PublishStatus.Full, (await Publish(broker, Others(40))).Status);
        Assert.Equal(kept, _fixture.Log.First);
    });

    [Fact]
    public Task One_that_looks_on_keeps_nothing_and_is_told_when_it_is_far_behind() => Turns.Run(async () =>
    {
        var broker = await Subscribed();
        await _fixture.Waiting(broker, OfFirst(0));
        var onlooker = await _fixture.Waiting(broker, From(0, Some.TypeIs("a")));
        await PublishOthers(broker, 100);
        Assert.InRange((await onlooker).Next.Value, 10, 100);
    });

    [Theory]
    [InlineData(3, 100)]
    [InlineData(16, 100)]
    [InlineData(40, 100)]
    [InlineData(10, 4)]
    public Task What_came_while_a_trigger_was_busy_is_found_by_its_next_read(int wanted, int maxEvents) => Turns.Run(async () =>
    {
        var broker = await Subscribed(new BrokerSpec { Limits = new LogLimits() });
        var read = await _fixture.Waiting(broker, OfFirst(0));
        await Publish(broker, Some.Events(Some.Event("first", "a")));
        var next = (await read).Next;
        for (var id = 0; id < wanted; id++)
            await Publish(broker, Some.Events(Some.Event($"{id}", "a"), Some.Event($"other {id}", "b")));
        var found = new List<string>();
        while (found.Count < wanted)
        {
            var request = OfFirst(next.Value) with { MaxEvents = maxEvents, Wait = TimeSpan.FromSeconds(30) };
            var outcome = await broker.Read(request, default).AsTask().WaitAsync(TimeSpan.FromSeconds(30), CancellationToken.None);
            Assert.InRange(outcome.Events.Count, 1, maxEvents);
            found.AddRange(outcome.Events.Ids());
            next = outcome.Next;
        }

        Assert.Equal(Enumerable.Range(0, wanted).Select(id => $"{id}"), found);
    });

    [Fact]
    public Task A_filter_that_changed_meanwhile_counts() => Turns.Run(async () =>
    {
        var broker = await Subscribed();
        var read = await _fixture.Waiting(broker, OfFirst(0));
        await Publish(broker, Some.Events(Some.Event("1", "a")));
        var next = (await read).Next;
        await Publish(broker, Some.Events(Some.Event("2", "a"), Some.Event("3", "b")));
        var outcome = await broker.Read(OfFirst(next.Value) with { Filter = Some.TypeIs("b") }, default);
        Assert.Equal(["3"], outcome.Events.Ids());
    });

    [Fact]
    public Task Looking_for_what_a_trigger_has_yet_to_get_does_not_look_through_what_it_was_offered() => Turns.Run(async () =>
    {
        var broker = await Subscribed(new BrokerSpec { Limits = new LogLimits() });
        var read = await _fixture.Waiting(broker, OfFirst(0));
        var big = Some.Event("big", "b") with { Data = new byte[1 << 20] };
        await Publish(broker, Some.Events(Enumerable.Repeat(big, 6)));
        await Turns.Pass();
        Assert.Equal(new Offset(6), (await broker.Read(OfFirst(0), default)).Next);
        Assert.InRange((await broker.Read(OfFirst(0) with { Filter = Some.TypeIs("c") }, default)).Next.Value, 4, 5);
        Assert.False(read.IsCompleted);

        await Publish(broker, Some.Events(Some.Event("wanted", "a")));
        await read;
        Assert.Equal(["wanted"], (await broker.Read(OfFirst(6), default)).Events.Ids());
    });

    [Fact]
    public Task A_read_from_elsewhere_finds_what_is_there() => Turns.Run(async () =>
    {
        var broker = await Subscribed();
        var read = await _fixture.Waiting(broker, OfFirst(0));
        await Publish(broker, Some.Events(Some.Event("1", "a")));
        await read;
        await Publish(broker, Some.Events(Some.Event("2", "a")));
        Assert.Equal(["1", "2"], (await broker.Read(OfFirst(0), default)).Events.Ids());
    });

    /// <summary>Triggers read, handle, acknowledge, pause and start anew at random; each gets what it wants, once and in order.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public Task Triggers_get_all_they_want_whatever_they_do_meanwhile(int seed) => Turns.Run(async () =>
    {
        const int Triggers = 5;
        const int Batches = 400;
        var random = new Random(seed);
        var broker = await _fixture.Open(Small);
        var wanted = Enumerable.Range(0, Triggers).Select(_ => new List<string>()).ToArray();
        var got = Enumerable.Range(0, Triggers).Select(_ => new List<string>()).ToArray();
        for (var trigger = 0; trigger < Triggers; trigger++)
            await broker.Subscribe(new SubscribeRequest(NameOf(trigger), StartPosition.Latest), default);
        var published = false;
        var patience = TimeProvider.System.GetTimestamp();
        using var turn = new SemaphoreSlim(1);
        var readers = Enumerable.Range(0, Triggers).Select(trigger => Task.Factory.StartNew(
            () => Read(broker, turn, trigger, new Random(seed * 100 + trigger), got[trigger], () => published && got[trigger].Count == wanted[trigger].Count),
            CancellationToken.None, TaskCreationOptions.None, TaskScheduler.Current).Unwrap()).ToArray();
        for (var batch = 0; batch < Batches; batch++)
        {
            // Some types are wanted by nobody.
            var types = Enumerable.Range(0, random.Next(1, 8)).Select(_ => random.Next(Triggers * 3)).ToArray();
            var events = Some.Events([.. types.Select((type, index) => Some.Event($"{batch}.{index}", $"type{type}"))]);
            for (var attempt = 0; (await InTurn(turn, () => Publish(broker, events))).Status == PublishStatus.Full; attempt++)
            {
                foreach (var failed in readers.Where(reader => reader.IsFaulted))
                    await failed;
                Assert.True(TimeProvider.System.GetElapsedTime(patience) < TimeSpan.FromSeconds(30), "Nobody makes room.");
                if (attempt % 50 == 49)
                    _fixture.Clock.Advance(TimeSpan.FromSeconds(30));
                await Task.Yield();
            }

            for (var index = 0; index < types.Length; index++)
            {
                if (types[index] < Triggers)
                    wanted[types[index]].Add($"{batch}.{index}");
            }

            for (var pause = random.Next(4); pause > 0; pause--)
                await Task.Yield();
        }

        published = true;
        for (var pass = 0; TimeProvider.System.GetElapsedTime(patience) < TimeSpan.FromSeconds(30) && !readers.All(reader => reader.IsCompleted); pass++)
        {
            if (pass % 100 == 99)
                _fixture.Clock.Advance(TimeSpan.FromSeconds(30));
            await Task.Yield();
        }

        await Task.WhenAll(readers).WaitAsync(TimeSpan.FromSeconds(30), CancellationToken.None);
        Assert.Equal(wanted.SelectMany(ids => ids), got.SelectMany(ids => ids));
    });

    private static async Task Read(Broker broker, SemaphoreSlim turn, int trigger, Random random, List<string> got, Func<bool> isDone)
    {
        var (next, name) = (Offset.Zero, NameOf(trigger));
        while (!isDone())
        {
            using var cancellation = new CancellationTokenSource();
            var request = new ReadRequest(
                next, Some.TypeIs($"type{trigger}"), random.Next(1, 20), 1 << 20, TimeSpan.FromSeconds(30), null, name);
            var read = broker.Read(request, cancellation.Token).AsTask();
            if (random.Next(10) == 0)
            {
                for (var pause = random.Next(5); pause > 0; pause--)
                    await Task.Yield();
                await cancellation.CancelAsync();
            }

            try
            {
                var outcome = await read;
                got.AddRange(outcome.Events.Ids());
                for (var pause = random.Next(6); pause > 0; pause--)
                    await Task.Yield();
                next = outcome.Next;
            }
            catch (OperationCanceledException)
            {
                continue;
            }

            // Late, and not always: another read may be on its way before.
            if (random.Next(3) > 0)
                await InTurn(turn, () => Acknowledge(broker, name, next));
        }

        await InTurn(turn, () => Acknowledge(broker, name, next));
    }

    // As a host: one call at a time, each to its end, reads aside.
    private static async Task<T> InTurn<T>(SemaphoreSlim turn, Func<Task<T>> call)
    {
        await turn.WaitAsync();
        try
        {
            return await call();
        }
        finally
        {
            turn.Release();
        }
    }

    private static async Task<bool> Acknowledge(Broker broker, ResourceName trigger, Offset before)
    {
        await broker.Acknowledge(trigger, before, default);
        return true;
    }

    private static ResourceName NameOf(int trigger) => new("default", $"trigger{trigger}");

    private static ReadRequest OfFirst(long from) => From(from, Some.TypeIs("a")) with { Trigger = First };

    private static EventBatch Others(int count) => Some.Events([.. Enumerable.Range(0, count).Select(id => Some.Event($"{id}", "b"))]);

    private static async Task PublishOthers(Broker broker, int count)
    {
        for (; count > 0; count -= 10)
        {
            Assert.Equal(PublishStatus.Accepted, (await Publish(broker, Others(Math.Min(count, 10)))).Status);
            await Turns.Pass();
        }
    }

    private async Task<Broker> Subscribed(BrokerSpec? spec = null)
    {
        var broker = await _fixture.Open(spec ?? Small);
        await broker.Subscribe(new SubscribeRequest(First, StartPosition.Latest), default);
        return broker;
    }
}
