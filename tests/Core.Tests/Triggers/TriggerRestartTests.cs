using Fabric.Brokers;
using Fabric.Delivery;

namespace Fabric.Core.Tests.Triggers;

public sealed class TriggerRestartTests : IDisposable
{
    private readonly TriggerFixture _fixture = new();

    private ScriptedSubscriber Target => _fixture.Target;

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public void After_a_crash_only_what_was_in_flight_is_delivered_again()
    {
        Target.Answer = sent => sent.Id is "3" or "7" ? null : DeliveryOutcome.Success;
        _fixture.Start(spec => spec with { Durable = true });
        _fixture.Publish([.. Ids(10)]);
        Assert.Equal(8, Target.Taken.Count);
        _fixture.Advance(0.02);
        _fixture.Crash();
        Target.Answer = _ => DeliveryOutcome.Success;
        Target.Attempts.Clear();
        _fixture.Configure();
        _fixture.Turns.Run();
        Assert.Equal(["3", "7"], Target.IdsTried);
        Assert.Equal(0, _fixture.Status.LagEvents);
    }

    [Fact]
    public void Each_quarter_of_what_may_be_in_flight_is_saved_without_waiting()
    {
        _fixture.Start(spec => spec with { Durable = true, MaxInFlight = 8 });
        var saves = _fixture.States.Saves;
        _fixture.Publish("1", "2");
        Assert.Equal(saves, _fixture.States.Saves);
        _fixture.Publish("3");
        Assert.Equal(saves + 1, _fixture.States.Saves);
        _fixture.Crash();
        _fixture.Configure();
        _fixture.Turns.Run();
        Assert.Equal(["1", "2", "3"], Target.Taken);
    }

    [Fact]
    public void What_is_handled_behind_an_event_that_fails_is_saved_in_a_moment()
    {
        Target.Answer = sent => sent.Id == "fails" ? ScriptedSubscriber.Status(503) : DeliveryOutcome.Success;
        _fixture.Start(spec => spec with { Durable = true });
        _fixture.Publish("fails", "works");
        _fixture.Advance(0.1);
        _fixture.Crash();
        Target.Attempts.Clear();
        _fixture.Configure();
        _fixture.Turns.Run();
        Assert.Equal(["fails"], Target.IdsTried);
    }

    [Fact]
    public void Nothing_is_lost_however_often_it_crashes()
    {
        var random = new Random(3);
        Target.Answer = _ => random.Next(3) == 0 ? null : random.Next(4) == 0 ? ScriptedSubscriber.Status(503) : DeliveryOutcome.Success;
        _fixture.Start(spec => spec with { Durable = true, MaxInFlight = 8, Retry = new RetryPolicy() });
        for (var round = 0; round < 20; round++)
        {
            _fixture.Publish([.. Enumerable.Range(0, 25).Select(id => $"{round}-{id}")]);
            _fixture.Advance(0.5);
            _fixture.Crash();
            _fixture.Configure();
        }

        _fixture.Crash();
        Target.Answer = _ => DeliveryOutcome.Success;
        _fixture.Configure();
        _fixture.Advance(3);
        Assert.Equal(500, Target.Taken.Distinct().Count());
        Assert.InRange(Target.Taken.Count, 500, 500 + (21 * 8));
    }

    [Fact]
    public void An_event_is_not_handled_before_that_is_saved()
    {
        _fixture.Start(spec => spec with { Durable = true });
        _fixture.Publish("1");
        _fixture.Advance(0.1);
        var saves = _fixture.States.Saves;
        Assert.True(saves >= 2);
        Assert.Equal(1, _fixture.Partition().Acknowledged[^1].Value);
        _fixture.Publish("2");
        Assert.True(_fixture.States.Saves > saves);
    }

    [Fact]
    public void A_trigger_that_has_a_cursor_does_not_start_anew()
    {
        _fixture.Start(spec => spec with { Durable = true });
        _fixture.Crash();
        _fixture.Publish("while it was away");
        _fixture.Configure(spec => spec with { Start = StartPosition.Latest });
        _fixture.Turns.Run();
        Assert.Equal(["while it was away"], Target.Taken);
    }

    [Fact]
    public void Saves_nothing_where_its_broker_does_not_outlive_the_process()
    {
        _fixture.Start();
        _fixture.Publish("1");
        _fixture.Stop();
        Assert.Equal(0, _fixture.States.Saves);
    }

    [Fact]
    public void Stop_lets_what_is_in_flight_finish_and_starts_nothing_new()
    {
        Target.Answer = _ => null;
        _fixture.Start(spec => spec with { Durable = true, MaxInFlight = 1 });
        _fixture.Publish("1", "2");
        var stopped = _fixture.Turns.Start(async () =>
        {
            await _fixture.Trigger.StopAsync(default);
            return true;
        });
        _fixture.Turns.Run();
        Assert.False(stopped.IsCompleted);
        Target.Release("1");
        _fixture.Turns.Until(() => stopped.IsCompleted);
        Assert.Equal(["1"], Target.IdsTried);
        _fixture.Crash();
        Target.Answer = _ => DeliveryOutcome.Success;
        _fixture.Configure();
        _fixture.Turns.Run();
        Assert.Equal(["1", "2"], Target.IdsTried);
    }

    [Fact]
    public void Stop_gives_up_what_is_in_flight_when_its_time_is_over()
    {
        Target.Answer = _ => null;
        _fixture.Start(spec => spec with { Durable = true });
        _fixture.Publish("1");
        using var over = new CancellationTokenSource();
        over.Cancel();
        _fixture.Turns.Do(() => _fixture.Trigger.StopAsync(over.Token).AsTask());
        Assert.Equal(0, Target.Open);
        _fixture.Crash();
        Target.Answer = _ => DeliveryOutcome.Success;
        _fixture.Configure();
        _fixture.Turns.Run();
        Assert.Equal(["1", "1"], Target.IdsTried);
    }

    [Fact]
    public void Delete_forgets_everything()
    {
        Target.Answer = _ => ScriptedSubscriber.Status(400);
        _fixture.Start(spec => spec with { Durable = true });
        _fixture.Publish("1");
        Assert.True(_fixture.Letters.Has(TriggerFixture.Name));
        _fixture.Turns.Do(() => _fixture.Trigger.Delete(default).AsTask());
        Assert.Equal(1, _fixture.Partition().Unsubscribed);
        Assert.False(_fixture.States.Has(TriggerFixture.Name.ToString()));
        Assert.False(_fixture.Letters.Has(TriggerFixture.Name));
    }

    private static IEnumerable<string> Ids(int count) => Enumerable.Range(0, count).Select(id => $"{id}");
}
