using Fabric.Brokers;
using Fabric.Contract;
using Fabric.EventLog;
using Fabric.Triggers;

namespace Fabric.Core.Tests.Triggers;

public sealed class TriggerDeliveryTests : IDisposable
{
    private readonly TriggerFixture _fixture = new();

    private ScriptedSubscriber Target => _fixture.Target;

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public void Delivers_each_event_that_matches_once_and_as_it_was()
    {
        _fixture.Start(spec => spec with { Filter = Some.TypeIs("wanted") });
        _fixture.Publish([Some.Event("1", "wanted"), Some.Event("2"), Some.Event("3", "wanted")]);
        Assert.Equal(["1", "3"], Target.IdsTried);
        Assert.Equal(Some.Event("1", "wanted").ToRecord().Bytes.ToArray(), Target.Events[0].ToRecord().Bytes.ToArray());
    }

    [Fact]
    public void Starts_with_what_is_published_from_now_on()
    {
        _fixture.Partition();
        _fixture.MakeBroker();
        _fixture.Publish("old");
        _fixture.Configure();
        _fixture.Publish("new");
        Assert.Equal(["new"], Target.Taken);
    }

    [Fact]
    public void Starts_at_the_oldest_event_where_that_is_asked_for()
    {
        _fixture.Partition();
        _fixture.MakeBroker();
        _fixture.Publish("old");
        _fixture.Configure(spec => spec with { Start = StartPosition.Earliest });
        _fixture.Turns.Run();
        Assert.Equal(["old"], Target.Taken);
    }

    [Fact]
    public void Waits_for_a_broker_that_comes_later_and_misses_nothing_of_it()
    {
        _fixture.Configure();
        Assert.Equal(SubscriptionPhase.Unknown, _fixture.Status.Phase);
        Assert.Contains("default/orders does not exist", _fixture.Status.LastError, StringComparison.Ordinal);
        _fixture.Advance(30);
        _fixture.MakeBroker();
        _fixture.Publish("1");
        _fixture.Advance(1.1);
        Assert.Equal(["1"], Target.Taken);
        Assert.Equal(SubscriptionPhase.Running, _fixture.Status.Phase);
        Assert.Null(_fixture.Status.LastError);
    }

    [Fact]
    public void Goes_on_with_a_broker_that_was_deleted_and_made_again()
    {
        _fixture.Start();
        _fixture.Publish("1");
        _fixture.Turns.Do(() => _fixture.Partition().Delete(default).AsTask());
        _fixture.Advance(5);
        _fixture.MakeBroker();
        _fixture.Publish("2");
        _fixture.Advance(1.1);
        Assert.Equal(["1", "2"], Target.Taken);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    public void Keeps_no_more_deliveries_open_than_it_may(int maxInFlight)
    {
        Target.Answer = _ => null;
        _fixture.Start(spec => spec with { MaxInFlight = maxInFlight });
        _fixture.Publish([.. Enumerable.Range(0, 50).Select(id => $"{id}")]);
        Assert.Equal(maxInFlight, _fixture.Status.InFlight);
        while (Target.Open > 0)
        {
            Target.ReleaseAll();
            _fixture.Turns.Run();
        }

        Assert.Equal(maxInFlight, Target.MostOpen);
        Assert.Equal(50, Target.Taken.Distinct().Count());
        Assert.Equal(50, Target.Attempts.Count);
    }

    [Fact]
    public void Reads_no_more_than_it_has_room_for_and_goes_on_when_there_is_room()
    {
        Target.Answer = _ => null;
        _fixture.Start(spec => spec with { MaxInFlight = 10 });
        for (var thousand = 0; thousand < 5; thousand++)
            _fixture.Publish([.. Enumerable.Range(0, 1_000).Select(id => $"{thousand}-{id}")]);
        Assert.True(_fixture.Partition().Reads.Count < 10);
        Target.Answer = _ => Fabric.Delivery.DeliveryOutcome.Success;
        Target.ReleaseAll();
        _fixture.Advance(1);
        Assert.Equal(5_000, Target.Taken.Distinct().Count());
    }

    [Fact]
    public void Tells_the_broker_what_it_no_longer_needs()
    {
        _fixture.Start();
        _fixture.Publish("1", "2", "3");
        _fixture.Advance(0.1);
        Assert.Equal(3, _fixture.Partition().Acknowledged[^1].Value);
    }

    [Fact]
    public void A_broker_filled_with_events_that_do_not_match_gets_room_again()
    {
        using var fixture = new TriggerFixture(new BrokerSpec { Limits = new LogLimits { MaxEvents = 10 } });
        fixture.Start(spec => spec with { Filter = Some.TypeIs("never") });
        for (var round = 0; round < 10; round++)
        {
            fixture.Publish([.. Enumerable.Range(0, 5).Select(id => $"{id}")]);
            fixture.Advance(0.1);
        }

        Assert.Empty(fixture.Target.Attempts);
    }

    [Fact]
    public void Reads_every_partition_and_those_that_are_added()
    {
        using var fixture = new TriggerFixture(new BrokerSpec { Partitions = 3 });
        fixture.Start(spec => spec with { Partitions = 2 });
        fixture.Publish([Some.Event("0")], 0);
        fixture.Publish([Some.Event("1")], 1);
        fixture.Publish([Some.Event("2")], 2);
        Assert.Equal(["0", "1"], fixture.Target.Taken);
        fixture.Configure(spec => spec with { Partitions = 3 });
        fixture.Turns.Run();
        Assert.Equal(["0", "1", "2"], fixture.Target.Taken);
    }

    [Fact]
    public void Says_how_far_behind_it_is()
    {
        Target.Answer = _ => null;
        _fixture.Start(spec => spec with { MaxInFlight = 2 });
        Assert.Equal((SubscriptionPhase.Ready, 0L, null), (_fixture.Status.Phase, _fixture.Status.LagEvents, _fixture.Status.LagAge));
        _fixture.Publish("1", "2", "3");
        _fixture.Jump(TimeSpan.FromSeconds(20));
        Assert.Equal((3, 2), (_fixture.Status.LagEvents, _fixture.Status.InFlight));
        Assert.Equal(20, _fixture.Status.LagAge!.Value.TotalSeconds, 1);
        Target.Release("2");
        _fixture.Turns.Run();
        Assert.Equal((2, 1), (_fixture.Status.LagEvents, _fixture.Status.Delivered));
        Assert.Equal(_fixture.Clock.GetUtcNow(), _fixture.Status.LastDeliveredAt);
    }

    [Fact]
    public void Says_how_old_the_oldest_event_is_that_it_has_not_read()
    {
        _fixture.Start(spec => spec with { Paused = true });
        _fixture.Publish("1");
        _fixture.Jump(TimeSpan.FromSeconds(20));
        _fixture.Publish("2");
        Assert.Equal(2, _fixture.Status.LagEvents);
        Assert.Equal(20, _fixture.Status.LagAge!.Value.TotalSeconds, 1);
    }

    [Fact]
    public void Is_not_behind_because_of_events_that_do_not_match()
    {
        _fixture.Start(spec => spec with { Filter = Some.TypeIs("wanted") });
        _fixture.Publish([Some.Event("1", "other"), Some.Event("2", "other")]);
        _fixture.Jump(TimeSpan.FromSeconds(20));
        Assert.Equal((0L, null), (_fixture.Status.LagEvents, _fixture.Status.LagAge));

        _fixture.Configure(spec => spec with { Paused = true });
        _fixture.Publish([Some.Event("3", "other"), Some.Event("4", "wanted"), Some.Event("5", "other")]);
        _fixture.Jump(TimeSpan.FromSeconds(20));
        Assert.Equal(2, _fixture.Status.LagEvents);
        Assert.Equal(20, _fixture.Status.LagAge!.Value.TotalSeconds, 1);
    }

    [Fact]
    public void Stops_counting_a_broken_promise_of_the_subscriber_as_more_than_a_failed_attempt()
    {
        var broken = true;
        Target.Answer = _ => broken ? throw new InvalidOperationException("broken subscriber") : Fabric.Delivery.DeliveryOutcome.Success;
        _fixture.Start();
        _fixture.Publish("1");
        Assert.Equal("broken subscriber", _fixture.Status.LastError);
        broken = false;
        _fixture.Advance(1.1);
        Assert.Equal(["1"], Target.Taken);
    }
}
