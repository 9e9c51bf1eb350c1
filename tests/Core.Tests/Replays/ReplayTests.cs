using Fabric.Brokers;
using Fabric.Contract;
using Fabric.Core.Tests.Triggers;
using Fabric.Delivery;
using Fabric.Replays;
using Fabric.Triggers;

namespace Fabric.Core.Tests.Replays;

public sealed class ReplayTests : IDisposable
{
    private readonly TriggerFixture _fixture = new();

    private ScriptedSubscriber Target => _fixture.Target;

    private ReplayStatus Status => _fixture.Status.Replay!;

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public void An_old_event_has_all_the_time_that_a_new_one_has()
    {
        _fixture.Start(spec => spec with { Retry = new RetryPolicy { Backoff = BackoffPolicy.Constant } });
        _fixture.Publish("1");
        _fixture.Jump(TimeSpan.FromHours(25));
        Target.Answer = _ => ScriptedSubscriber.Status(503);
        Replay();
        _fixture.Advance(5);
        Assert.Equal((ReplayPhase.Running, 1, 0), (Status.Phase, Status.Left, Status.DeadLettered));
        Target.Answer = _ => DeliveryOutcome.Success;
        _fixture.Advance(2);
        Assert.Equal((ReplayPhase.Completed, 0, 1), (Status.Phase, Status.Left, Status.Delivered));
    }

    [Fact]
    public void A_target_that_is_down_gets_the_rest_when_it_is_back_without_anything_becoming_a_dead_letter()
    {
        _fixture.Start(spec => spec with { Retry = new RetryPolicy() });
        _fixture.Publish(Enumerable.Range(0, 50).Select(id => Some.Event($"{id}", source: $"/{id}")));
        Target.Answer = _ => ScriptedSubscriber.Refused;
        Replay();
        _fixture.Advance(60);
        Assert.InRange(Target.Attempts.Count, 60, 160);
        Target.Answer = _ => DeliveryOutcome.Success;
        _fixture.Advance(3);
        Assert.Equal((ReplayPhase.Completed, 50, 0), (Status.Phase, Status.Delivered, Status.DeadLettered));
    }

    [Fact]
    public void Together_replay_and_deliveries_never_open_more_than_the_trigger_may()
    {
        _fixture.Start(spec => spec with { MaxInFlight = 8 });
        _fixture.Publish(Enumerable.Range(0, 40).Select(id => Some.Event($"{id}", source: $"/{id}")));
        Target.Answer = _ => null;
        Replay();
        Assert.Equal(2, Target.Open);
        _fixture.Publish(Enumerable.Range(40, 40).Select(id => Some.Event($"{id}", source: $"/{id}")));
        Assert.Equal(8, Target.Open);
        while (Target.Open > 0)
        {
            Target.ReleaseAll();
            _fixture.Turns.Run();
        }

        Assert.Equal(8, Target.MostOpen);
        Assert.Equal((40, 120), (Status.Delivered, _fixture.Status.Delivered));
    }

    [Fact]
    public void With_one_lane_replay_and_deliveries_take_turns()
    {
        _fixture.Start(spec => spec with { MaxInFlight = 1 });
        _fixture.Publish("a", "b", "c");
        Target.Answer = _ => null;
        Replay();
        _fixture.Publish("d", "e", "f");
        while (Target.Open > 0)
        {
            Target.ReleaseAll();
            _fixture.Turns.Run();
        }

        Assert.Equal(1, Target.MostOpen);
        Assert.Equal(["a", "d", "b", "e", "c", "f"], Target.Taken[3..]);
    }

    [Fact]
    public void A_crash_repeats_little_of_a_replay()
    {
        _fixture.Start(spec => spec with { Durable = true, MaxInFlight = 4 });
        _fixture.Publish([.. Enumerable.Range(0, 100).Select(id => $"{id}")]);
        Target.Answer = received => Target.Taken.Count < 150 ? DeliveryOutcome.Success : null;
        Replay();
        _fixture.Crash();
        Target.Answer = _ => DeliveryOutcome.Success;
        _fixture.Configure();
        _fixture.Advance(1);
        Assert.Equal(ReplayPhase.Completed, Status.Phase);
        Assert.InRange(Target.Taken.Count, 200, 210);
        Assert.Equal(100, Target.Taken.Skip(100).Distinct().Count());
        _fixture.Reopen();
        Assert.Null(_fixture.Status.Replay);
    }

    [Fact]
    public void A_log_that_is_gone_ends_the_replay_of_it()
    {
        _fixture.Start();
        _fixture.Publish("1", "2");
        _fixture.Configure(spec => spec with { Paused = true });
        Replay();
        _fixture.Turns.Do(() => _fixture.Partition().Delete(default).AsTask());
        _fixture.MakeBroker();
        _fixture.Configure(spec => spec with { Paused = false });
        _fixture.Advance(3);
        Assert.Equal((ReplayPhase.Completed, 0, 0), (Status.Phase, Status.Delivered, Status.Left));
        Assert.Equal(2, Target.Taken.Count);
    }

    [Fact]
    public void A_broker_that_fails_for_a_while_is_asked_again()
    {
        _fixture.Start();
        _fixture.Publish("1", "2");
        _fixture.Partition().ReadFailure = new IOException("disk");
        Replay();
        _fixture.Advance(2);
        Assert.Equal((ReplayPhase.Running, 2), (Status.Phase, Status.Left));
        _fixture.Partition().ReadFailure = null;
        _fixture.Advance(2);
        Assert.Equal((ReplayPhase.Completed, 2), (Status.Phase, Status.Delivered));
    }

    [Fact]
    public void Every_partition_is_replayed()
    {
        using var fixture = new TriggerFixture(new BrokerSpec { Partitions = 3 });
        fixture.Start(spec => spec with { Partitions = 3 });
        for (var partition = 0; partition < 3; partition++)
            fixture.Publish([Some.Event($"{partition}")], partition);
        var outcome = fixture.Turns.Do(() => fixture.Trigger.Replay(new ReplayRequest(), default).AsTask());
        fixture.Turns.Run();
        Assert.Equal(3, outcome.Events);
        Assert.Equal(["0", "1", "2"], fixture.Target.Taken[3..].Order());
    }

    [Fact]
    public void A_trigger_with_a_replay_stops_and_is_deleted_like_any_other()
    {
        _fixture.Start(spec => spec with { Durable = true });
        _fixture.Publish("1", "2");
        Target.Answer = _ => null;
        Replay();
        Assert.Equal(1, Target.Open);
        _fixture.Turns.Do(() => _fixture.Trigger.Delete(default).AsTask());
        Assert.Equal(0, Target.Open);
    }

    private void Replay()
    {
        var outcome = _fixture.Turns.Do(() => _fixture.Trigger.Replay(new ReplayRequest(), default).AsTask());
        Assert.Equal(ReplayAnswer.Started, outcome.Answer);
        _fixture.Turns.Run();
    }
}
