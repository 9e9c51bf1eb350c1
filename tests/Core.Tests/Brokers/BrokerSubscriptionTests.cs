using Fabric.Brokers;
using Fabric.Contract;
using Fabric.EventLog;
using static Fabric.Core.Tests.Brokers.BrokerFixture;

namespace Fabric.Core.Tests.Brokers;

public sealed class BrokerSubscriptionTests
{
    private readonly BrokerFixture _fixture = new();

    [Fact]
    public Task A_new_trigger_begins_where_it_declares() => Turns.Run(async () =>
    {
        var broker = await _fixture.Open();
        await Publish(broker, Some.Events("1"));
        _fixture.Clock.Advance(TimeSpan.FromMinutes(1));
        var between = _fixture.Clock.GetUtcNow();
        await Publish(broker, Some.Events("2", "3"));

        Assert.Equal(3, await StartAt("latest", StartPosition.Latest));
        Assert.Equal(0, await StartAt("earliest", StartPosition.Earliest));
        Assert.Equal(1, await StartAt("time", StartPosition.At(between)));
        Assert.Equal(2, await StartAt("offset", StartPosition.At(new Offset(2))));
        Assert.Equal(3, await StartAt("beyond", StartPosition.At(new Offset(99))));

        async Task<long> StartAt(string trigger, StartPosition start) =>
            (await broker.Subscribe(new SubscribeRequest(new("default", trigger), start), default)).Position.Value;
    });

    [Fact]
    public Task A_cursor_of_this_log_goes_on_and_one_of_another_log_begins_at_the_oldest_event() => Turns.Run(async () =>
    {
        var broker = await _fixture.Open();
        await Publish(broker, Some.Events("1", "2", "3"));
        var log = _fixture.Log.Id;
        Assert.Equal(
            new Subscription(log, new Offset(2)),
            await broker.Subscribe(new SubscribeRequest(First, StartPosition.Latest, log, new Offset(2)), default));
        Assert.Equal(
            new Subscription(log, Offset.Zero),
            await broker.Subscribe(new SubscribeRequest(First, StartPosition.Latest, Guid.NewGuid(), new Offset(2)), default));
    });

    [Fact]
    public Task A_trigger_that_never_saved_its_cursor_misses_nothing_after_a_restart() => Turns.Run(async () =>
    {
        var broker = await _fixture.Open();
        await Publish(broker, Some.Events("before"));
        await broker.Subscribe(new SubscribeRequest(First, StartPosition.Latest), default);
        await Publish(broker, Some.Events("after"));

        broker = await _fixture.Reopen();
        var again = await broker.Subscribe(new SubscribeRequest(First, StartPosition.Latest), default);
        Assert.Equal(new Offset(1), again.Position);
    });

    [Fact]
    public Task What_any_trigger_needs_is_kept() => Turns.Run(async () =>
    {
        var broker = await _fixture.Open();
        await broker.Subscribe(new SubscribeRequest(First, StartPosition.Latest), default);
        await broker.Subscribe(new SubscribeRequest(Second, StartPosition.Latest), default);
        await Publish(broker, Some.Events("1", "2", "3"));
        await broker.Acknowledge(First, new Offset(3), default);
        Assert.Equal(Offset.Zero, _fixture.Log.Released);
        await broker.Acknowledge(Second, new Offset(1), default);
        Assert.Equal(new Offset(1), _fixture.Log.Released);
        await broker.Acknowledge(Second, Offset.Zero, default);
        await broker.Unsubscribe(Second, default);
        Assert.Equal(new Offset(3), _fixture.Log.Released);
        Assert.Equal([First], (await broker.Status(default)).Triggers.ToArray());
    });

    [Fact]
    public Task What_a_trigger_needs_is_kept_across_a_restart() => Turns.Run(async () =>
    {
        var broker = await _fixture.Open(new BrokerSpec { Limits = new LogLimits { MaxEvents = 3 } });
        await broker.Subscribe(new SubscribeRequest(First, StartPosition.Latest), default);
        await Publish(broker, Some.Events("1", "2", "3"));
        await broker.Acknowledge(First, new Offset(1), default);

        broker = await _fixture.Reopen();
        Assert.Equal(PublishStatus.Accepted, (await Publish(broker, Some.Events("4"))).Status);
        Assert.Equal(PublishStatus.Full, (await Publish(broker, Some.Events("5"))).Status);
        Assert.Equal(["2", "3", "4"], (await broker.Read(From(0), default)).Events.Ids());
    });

    [Fact]
    public Task Positions_are_saved_now_and_then_and_at_the_end() => Turns.Run(async () =>
    {
        var broker = await _fixture.Open();
        await broker.Subscribe(new SubscribeRequest(First, StartPosition.Latest), default);
        await Publish(broker, Some.Events("1", "2", "3"));
        var saves = _fixture.States.Saves;
        await broker.Acknowledge(First, new Offset(1), default);
        Assert.Equal(saves, _fixture.States.Saves);
        _fixture.Clock.Advance(TimeSpan.FromSeconds(5));
        await broker.Acknowledge(First, new Offset(2), default);
        Assert.Equal(saves + 1, _fixture.States.Saves);
        await broker.Acknowledge(First, new Offset(3), default);
        await broker.DisposeAsync();
        var state = await _fixture.States.Load("default/orders/0", default);
        Assert.Equal([new TriggerPosition(First, new Offset(3))], state!.Positions.ToArray());
    });

    [Fact]
    public Task A_trigger_removed_while_the_log_is_broken_is_forgotten() => Turns.Run(async () =>
    {
        var broker = await _fixture.Open();
        await broker.Subscribe(new SubscribeRequest(First, StartPosition.Latest), default);
        _fixture.Log.AppendFailure = new IOException("the disk is gone");
        await Publish(broker, Some.Events("1"));
        await broker.Unsubscribe(First, default);
        _fixture.Clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(PublishStatus.Accepted, (await Publish(broker, Some.Events("1"))).Status);
        Assert.Empty((await broker.Status(default)).Triggers);
        Assert.Equal(_fixture.Log.End, _fixture.Log.Released);
    });

    [Fact]
    public Task Renewing_a_subscription_that_did_not_change_saves_nothing() => Turns.Run(async () =>
    {
        var broker = await _fixture.Open();
        await broker.Subscribe(new SubscribeRequest(First, StartPosition.Latest), default);
        var saves = _fixture.States.Saves;
        await broker.Subscribe(new SubscribeRequest(First, StartPosition.Latest), default);
        await broker.Configure(new BrokerSpec(), default);
        Assert.Equal(saves, _fixture.States.Saves);
    });
}
