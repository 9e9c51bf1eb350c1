using Fabric.Brokers;
using Fabric.Contract;
using Fabric.EventLog;
using static Fabric.Core.Tests.Brokers.BrokerFixture;

namespace Fabric.Core.Tests.Brokers;

public sealed class BrokerDedupeTests
{
    private static readonly BrokerSpec TenMinutes = new() { DedupeWindow = TimeSpan.FromMinutes(10) };

    private readonly BrokerFixture _fixture = new();

    [Fact]
    public Task Without_a_window_the_same_event_is_stored_twice() => Turns.Run(async () =>
    {
        var broker = await _fixture.Open();
        await Publish(broker, Some.Events("1"));
        Assert.Equal(1, (await Publish(broker, Some.Events("1"))).Stored);
    });

    [Fact]
    public Task The_same_source_and_id_within_the_window_is_stored_once() => Turns.Run(async () =>
    {
        var broker = await _fixture.Open(TenMinutes);
        await Publish(broker, Some.Events("1"));
        _fixture.Clock.Advance(TimeSpan.FromMinutes(9));
        var again = await Publish(broker, Some.Events("1", "2", "2"));
        Assert.Equal((PublishStatus.Accepted, 1, 2), (again.Status, again.Stored, again.Duplicates));
        Assert.Equal([0, 2], again.DuplicateIndexes.ToArray());
        Assert.Equal(["1", "2"], (await broker.Read(From(0), default)).Events.Ids());
        Assert.Equal(0, (await Publish(broker, Some.Events("1"))).Stored);
    });

    [Fact]
    public Task Source_and_id_are_not_run_together() => Turns.Run(async () =>
    {
        var broker = await _fixture.Open(TenMinutes);
        await Publish(broker, Some.Events(Some.Event("bc", source: "a")));
        Assert.Equal(1, (await Publish(broker, Some.Events(Some.Event("c", source: "ab")))).Stored);
    });

    [Fact]
    public Task An_event_that_comes_back_under_another_type_is_another_one() => Turns.Run(async () =>
    {
        var broker = await _fixture.Open(TenMinutes);
        await Publish(broker, Some.Events(Some.Event("1", "raw")));
        Assert.Equal(1, (await Publish(broker, Some.Events(Some.Event("1", "transformed")))).Stored);
        Assert.Equal(1, (await Publish(broker, Some.Events(Some.Event("1", "transformed")))).Duplicates);
    });

    [Fact]
    public Task After_the_window_it_is_stored_again() => Turns.Run(async () =>
    {
        var broker = await _fixture.Open(TenMinutes);
        await Publish(broker, Some.Events("1"));
        _fixture.Clock.Advance(TimeSpan.FromMinutes(11));
        Assert.Equal(1, (await Publish(broker, Some.Events("1"))).Stored);
    });

    [Fact]
    public Task The_window_is_learned_from_the_log_when_the_broker_opens_or_the_window_changes() => Turns.Run(async () =>
    {
        var broker = await _fixture.Open();
        await Publish(broker, Some.Events("old"));
        _fixture.Clock.Advance(TimeSpan.FromMinutes(11));
        await Publish(broker, Some.Events("1"));
        await broker.Configure(TenMinutes, default);
        Assert.Equal(1, (await Publish(broker, Some.Events("1"))).Duplicates);

        broker = await _fixture.Reopen();
        Assert.Equal(1, (await Publish(broker, Some.Events("1"))).Duplicates);
        Assert.Equal(1, (await Publish(broker, Some.Events("old"))).Stored);
    });

    [Fact]
    public Task What_was_refused_is_not_remembered() => Turns.Run(async () =>
    {
        var broker = await _fixture.Open(TenMinutes with { Limits = new LogLimits { MaxEvents = 1 } });
        await broker.Subscribe(new SubscribeRequest(First, StartPosition.Latest), default);
        await Publish(broker, Some.Events("1"));
        Assert.Equal(PublishStatus.Full, (await Publish(broker, Some.Events("2"))).Status);
        await broker.Acknowledge(First, new Offset(1), default);
        Assert.Equal(1, (await Publish(broker, Some.Events("2"))).Stored);
    });
}
