using Fabric.Brokers;
using Fabric.Contract;
using Fabric.Delivery;
using Fabric.EventLog;
using Fabric.Triggers;

namespace Fabric.Core.Tests.Triggers;

public sealed class TriggerConfigureTests : IDisposable
{
    private readonly TriggerFixture _fixture = new();

    private ScriptedSubscriber Target => _fixture.Target;

    public void Dispose() => _fixture.Dispose();

    public static TheoryData<string> WaysToWait => ["paused", "hold", "no target"];

    [Theory]
    [MemberData(nameof(WaysToWait))]
    public void Events_wait_in_the_broker_while_it_must_not_deliver(string why)
    {
        var running = _fixture.Spec;
        _fixture.Start(spec => why switch
        {
            "paused" => spec with { Paused = true },
            "hold" => spec with { Hold = "spec.filters[0]: no such dialect" },
            _ => spec with { Target = null },
        });
        _fixture.Publish("1", "2");
        _fixture.Advance(60);
        Assert.Empty(Target.Attempts);
        Assert.Empty(_fixture.Partition().Reads);
        Assert.Equal(2, _fixture.Status.LagEvents);
        _fixture.Configure(_ => running);
        _fixture.Turns.Run();
        Assert.Equal(["1", "2"], Target.Taken);
    }

    [Fact]
    public void A_hold_is_what_its_status_says()
    {
        _fixture.Start(spec => spec with { Hold = "spec.filters[0]: no such dialect" });
        Assert.Equal("spec.filters[0]: no such dialect", _fixture.Status.LastError);
        Assert.Equal(SubscriptionPhase.Failed, _fixture.Status.Phase);
    }

    [Fact]
    public void Pausing_lets_finish_what_is_in_flight_and_parks_what_is_parked()
    {
        Target.Answer = sent => sent.Id == "bad" ? ScriptedSubscriber.Status(503) : null;
        _fixture.Start(spec => spec with { MaxInFlight = 1 });
        _fixture.Publish("bad", "1", "2");
        _fixture.Configure(spec => spec with { Paused = true });
        Target.Release("1");
        _fixture.Advance(30);
        Assert.Equal(["bad", "1"], Target.IdsTried);
        Target.Answer = _ => DeliveryOutcome.Success;
        _fixture.Configure(spec => spec with { Paused = false });
        _fixture.Turns.Run();
        Assert.Equal(["1", "2", "bad"], Target.Taken.Order());
    }

    [Fact]
    public void A_new_filter_holds_for_what_is_not_read_yet()
    {
        _fixture.Start(spec => spec with { Filter = Some.TypeIs("old") });
        _fixture.Publish([Some.Event("1", "old"), Some.Event("2", "new")]);
        _fixture.Configure(spec => spec with { Filter = Some.TypeIs("new") });
        _fixture.Publish([Some.Event("3", "old"), Some.Event("4", "new")]);
        Assert.Equal(["1", "4"], Target.Taken);
    }

    [Fact]
    public void A_new_target_gets_what_the_old_one_did_not_take()
    {
        Target.Answer = _ => ScriptedSubscriber.Refused;
        _fixture.Start(spec => spec with { Retry = new RetryPolicy() });
        _fixture.Publish([.. Enumerable.Range(0, 100).Select(id => $"{id}")]);
        Assert.True(_fixture.Status.TargetDown);
        _fixture.Configure(spec => spec with { Target = new Destination(new Uri("http://sink/")) });
        _fixture.Turns.Run();
        Assert.Equal(100, _fixture.Sink.Taken.Count);
        Assert.False(_fixture.Status.TargetDown);
    }

    [Fact]
    public void A_new_policy_holds_for_what_is_parked()
    {
        Target.Answer = _ => ScriptedSubscriber.Status(500);
        _fixture.Start(spec => spec with { Retry = new RetryPolicy { Retries = 9, BackoffDelay = TimeSpan.FromHours(1), MaxBackoff = TimeSpan.FromHours(1) } });
        _fixture.Publish("1");
        _fixture.Advance(10);
        Assert.Single(Target.Attempts);
        _fixture.Configure(spec => spec with { Retry = new RetryPolicy { Retries = 0 } });
        _fixture.Turns.Run();
        Assert.Equal((2, 1), (Target.Attempts.Count, _fixture.Status.DeadLettersKept));
    }

    [Fact]
    public void More_lanes_open_at_once_and_fewer_as_they_end()
    {
        Target.Answer = _ => null;
        _fixture.Start(spec => spec with { MaxInFlight = 2 });
        _fixture.Publish([.. Enumerable.Range(0, 20).Select(id => $"{id}")]);
        _fixture.Configure(spec => spec with { MaxInFlight = 5 });
        _fixture.Turns.Run();
        Assert.Equal(5, Target.Open);
        _fixture.Configure(spec => spec with { MaxInFlight = 1 });
        Target.ReleaseAll();
        _fixture.Turns.Run();
        Assert.Equal(1, Target.Open);
    }

    [Fact]
    public void The_end_offset_completes_it_and_frees_the_broker()
    {
        _fixture.Start(spec => spec with { EndOffset = new Offset(2) });
        _fixture.Publish("0", "1", "2", "3");
        _fixture.Advance(0.1);
        Assert.Equal(["0", "1"], Target.Taken);
        Assert.Equal(SubscriptionPhase.Completed, _fixture.Status.Phase);
        Assert.Equal(1, _fixture.Partition().Unsubscribed);
    }

    [Fact]
    public void It_is_complete_only_when_everything_before_the_end_is_handled()
    {
        Target.Answer = _ => null;
        _fixture.Start(spec => spec with { EndOffset = new Offset(1) });
        _fixture.Publish("0", "1");
        Assert.Equal(SubscriptionPhase.Ready, _fixture.Status.Phase);
        Target.ReleaseAll();
        _fixture.Turns.Run();
        Assert.Equal(SubscriptionPhase.Completed, _fixture.Status.Phase);
    }

    [Fact]
    public void The_end_time_completes_it_although_nothing_more_is_published()
    {
        _fixture.Start(spec => spec with { EndTime = _fixture.Clock.GetUtcNow().AddSeconds(10) });
        _fixture.Publish("1");
        _fixture.Advance(9);
        _fixture.Publish("2");
        Assert.Equal(SubscriptionPhase.Running, _fixture.Status.Phase);
        _fixture.Advance(3);
        Assert.Equal(SubscriptionPhase.Completed, _fixture.Status.Phase);
        _fixture.Publish("3");
        _fixture.Advance(1);
        Assert.Equal(["1", "2"], Target.Taken);
    }

    [Fact]
    public void A_period_of_the_past_is_replayed()
    {
        _fixture.Partition();
        _fixture.MakeBroker();
        var times = new List<DateTimeOffset>();
        for (var id = 0; id < 6; id++)
        {
            times.Add(_fixture.Clock.GetUtcNow());
            _fixture.Publish($"{id}");
            _fixture.Jump(TimeSpan.FromMinutes(1));
        }

        _fixture.Configure(spec => spec with { Start = StartPosition.At(times[1]), EndTime = times[4] });
        _fixture.Turns.Run();
        Assert.Equal(["1", "2", "3"], Target.Taken);
        Assert.Equal(SubscriptionPhase.Completed, _fixture.Status.Phase);
    }

    [Fact]
    public void Later_bounds_make_a_completed_trigger_go_on()
    {
        _fixture.Start(spec => spec with { EndOffset = new Offset(1) });
        _fixture.Publish("0", "1", "2");
        _fixture.Configure(spec => spec with { EndOffset = new Offset(2) });
        _fixture.Turns.Run();
        Assert.Equal(["0", "1"], Target.Taken);
    }

    [Fact]
    public async Task The_broker_of_a_running_trigger_cannot_be_exchanged()
    {
        _fixture.Start();
        var change = _fixture.Trigger.Configure(_fixture.Spec with { Broker = new ResourceName("default", "other") }, default);
        await Assert.ThrowsAsync<InvalidOperationException>(() => change.AsTask());
    }
}
