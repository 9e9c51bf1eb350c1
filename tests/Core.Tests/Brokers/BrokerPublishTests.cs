using Fabric.Brokers;
using Fabric.Contract;
using Fabric.EventLog;
using static Fabric.Core.Tests.Brokers.BrokerFixture;

namespace Fabric.Core.Tests.Brokers;

public sealed class BrokerPublishTests
{
    private readonly BrokerFixture _fixture = new();

    [Fact]
    public Task Publish_to_a_broker_that_was_never_configured_is_not_found() => Turns.Run(async () =>
    {
        var broker = await _fixture.Reopen();
        Assert.Equal(PublishStatus.NotFound, (await Publish(broker, Some.Events("1"))).Status);
        Assert.False((await broker.Status(default)).Found);
    });

    [Fact]
    public Task Publish_keeps_a_batch_in_order() => Turns.Run(async () =>
    {
        var broker = await _fixture.Open();
        var outcome = await Publish(broker, Some.Events("a", "b", "c"));
        Assert.Equal(new PublishOutcome(PublishStatus.Accepted, Stored: 3), outcome);
        Assert.Equal(["a", "b", "c"], (await broker.Read(From(0), default)).Events.Ids());
    });

    [Fact]
    public Task Publish_refuses_a_batch_with_an_event_that_passed_too_many_brokers() => Turns.Run(async () =>
    {
        var broker = await _fixture.Open();
        var batch = Fabric.Events.EventBatch.Join([Some.Events("ok"), Some.EventWithHops("loop", PublishOutcome.MaxHops)]);
        Assert.Equal(PublishStatus.TooManyHops, (await Publish(broker, batch)).Status);
        Assert.Equal(Offset.Zero, _fixture.Log.End);
        Assert.Equal(PublishStatus.Accepted, (await Publish(broker, Some.EventWithHops("far", PublishOutcome.MaxHops - 1))).Status);
    });

    [Fact]
    public Task Publish_to_a_full_broker_says_when_to_try_again_and_replies_use_its_reserve() => Turns.Run(async () =>
    {
        var broker = await _fixture.Open(new BrokerSpec { Limits = new LogLimits { MaxEvents = 2 } });
        await broker.Subscribe(new SubscribeRequest(First, StartPosition.Latest), default);
        await Publish(broker, Some.Events("1", "2"));

        var refused = await Publish(broker, Some.Events("3"));
        Assert.Equal(PublishStatus.Full, refused.Status);
        Assert.True(refused.RetryAfter > TimeSpan.Zero);
        Assert.Contains("default/orders", refused.Reason, StringComparison.Ordinal);
        Assert.Equal(PublishStatus.Accepted, (await broker.Publish(Some.Events("reply"), PublishKind.Reply, default)).Status);
    });

    [Fact]
    public Task Acknowledged_events_make_room_in_a_full_broker() => Turns.Run(async () =>
    {
        var broker = await _fixture.Open(new BrokerSpec { Limits = new LogLimits { MaxEvents = 2 } });
        await broker.Subscribe(new SubscribeRequest(First, StartPosition.Latest), default);
        await Publish(broker, Some.Events("1", "2"));
        await broker.Acknowledge(First, new Offset(1), default);
        Assert.Equal(PublishStatus.Accepted, (await Publish(broker, Some.Events("3"))).Status);
    });

    [Fact]
    public Task A_broker_without_triggers_never_fills_up() => Turns.Run(async () =>
    {
        var broker = await _fixture.Open(new BrokerSpec { Limits = new LogLimits { MaxEvents = 2 } });
        for (var count = 0; count < 10; count++)
            Assert.Equal(PublishStatus.Accepted, (await Publish(broker, Some.Events($"{count}"))).Status);
    });

    [Fact]
    public Task Changed_limits_hold_at_once() => Turns.Run(async () =>
    {
        var broker = await _fixture.Open(new BrokerSpec { Limits = new LogLimits { MaxEvents = 1 } });
        await broker.Subscribe(new SubscribeRequest(First, StartPosition.Latest), default);
        await Publish(broker, Some.Events("1"));
        Assert.Equal(PublishStatus.Full, (await Publish(broker, Some.Events("2"))).Status);
        await broker.Configure(new BrokerSpec { Limits = new LogLimits { MaxEvents = 2 } }, default);
        Assert.Equal(PublishStatus.Accepted, (await Publish(broker, Some.Events("2"))).Status);
        Assert.Equal(1, _fixture.Logs.Opened);
    });

    [Fact]
    public Task A_broker_with_events_keeps_its_storage_and_partitions_an_empty_one_takes_others() => Turns.Run(async () =>
    {
        var broker = await _fixture.Open(new BrokerSpec { Partitions = 2 });
        await broker.Configure(new BrokerSpec { Storage = StorageKind.File, Partitions = 3 }, default);
        Assert.Equal((StorageKind.File, 3), StorageOf(await broker.Status(default)));
        await Publish(broker, Some.Events("1"));
        await broker.Configure(new BrokerSpec { Storage = StorageKind.Memory, Partitions = 4 }, default);
        Assert.Equal((StorageKind.File, 3), StorageOf(await broker.Status(default)));
        Assert.Equal(1, _fixture.Log.End.Value);

        static (StorageKind, int) StorageOf(BrokerStatus status) => (status.Spec!.Storage, status.Spec.Partitions);
    });

    [Fact]
    public Task A_log_that_fails_makes_the_broker_unavailable_until_it_opens_again() => Turns.Run(async () =>
    {
        var broker = await _fixture.Open();
        await broker.Subscribe(new SubscribeRequest(First, StartPosition.Latest), default);
        await Publish(broker, Some.Events("1"));
        _fixture.Log.AppendFailure = new IOException("the disk is gone");
        _fixture.Logs.Failure = new IOException("still gone");

        var refused = await Publish(broker, Some.Events("2"));
        Assert.Equal(PublishStatus.Unavailable, refused.Status);
        Assert.Contains("the disk is gone", refused.Reason, StringComparison.Ordinal);
        Assert.False(_fixture.Log.IsOpen);
        Assert.Equal("the disk is gone", (await broker.Status(default)).Fault);
        _fixture.Clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(PublishStatus.Unavailable, (await Publish(broker, Some.Events("2"))).Status);
        Assert.Equal("still gone", (await broker.Status(default)).Fault);

        _fixture.Logs.Failure = null;
        _fixture.Clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(PublishStatus.Accepted, (await Publish(broker, Some.Events("2"))).Status);
        var status = await broker.Status(default);
        Assert.Null(status.Fault);
        Assert.Equal([First], status.Triggers.ToArray());
        Assert.Equal(Offset.Zero, _fixture.Log.Released);
    });

    [Fact]
    public Task A_conflict_with_another_writer_opens_the_log_anew() => Turns.Run(async () =>
    {
        var broker = await _fixture.Open();
        _fixture.Log.AppendAnswer = new AppendOutcome(AppendStatus.Conflict, default, default, "somebody was here");
        Assert.Equal(PublishStatus.Unavailable, (await Publish(broker, Some.Events("1"))).Status);
        _fixture.Clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(PublishStatus.Accepted, (await Publish(broker, Some.Events("1"))).Status);
        Assert.Equal(2, _fixture.Logs.Opened);
    });

    [Fact]
    public Task Deleting_removes_log_and_state_and_a_broker_of_that_name_begins_anew() => Turns.Run(async () =>
    {
        var broker = await _fixture.Open();
        await Publish(broker, Some.Events("1"));
        await broker.Delete(default);
        Assert.False(_fixture.Logs.Has(Name));
        Assert.False(_fixture.States.Has("default/orders/0"));
        Assert.Equal(PublishStatus.NotFound, (await Publish(broker, Some.Events("2"))).Status);

        await broker.Configure(new BrokerSpec(), default);
        Assert.Equal(Offset.Zero, _fixture.Log.End);
        Assert.Equal(PublishStatus.Accepted, (await Publish(broker, Some.Events("2"))).Status);
    });

    [Fact]
    public Task A_closed_broker_is_unavailable() => Turns.Run(async () =>
    {
        var broker = await _fixture.Open();
        await broker.DisposeAsync();
        Assert.Equal(PublishStatus.Unavailable, (await Publish(broker, Some.Events("1"))).Status);
        Assert.False(_fixture.Log.IsOpen);
    });
}
