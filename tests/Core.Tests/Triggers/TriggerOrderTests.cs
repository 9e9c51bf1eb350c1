using Fabric.Contract;
using Fabric.Delivery;
using Fabric.Events;
using Fabric.Triggers;

namespace Fabric.Core.Tests.Triggers;

public sealed class TriggerOrderTests : IDisposable
{
    private readonly TriggerFixture _fixture = new();

    private ScriptedSubscriber Target => _fixture.Target;

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public void One_event_of_a_key_is_in_flight_at_a_time()
    {
        Target.Answer = _ => null;
        _fixture.Start(Ordered);
        _fixture.Publish([Keyed("a1"), Keyed("a2"), Keyed("b1"), Keyed("a3"), Keyed("b2")]);
        Assert.Equal(["a1", "b1"], Target.IdsTried);
        Target.Release("a1");
        _fixture.Turns.Run();
        Assert.Equal(["a1", "b1", "a2"], Target.IdsTried);
        Target.Release("b1");
        Target.Release("a2");
        _fixture.Turns.Run();
        Assert.Equal(["a3", "b2"], Target.IdsTried[3..].Order());
    }

    [Fact]
    public void Without_a_partition_key_the_source_is_the_key()
    {
        Target.Answer = _ => null;
        _fixture.Start(Ordered);
        _fixture.Publish([Some.Event("1", source: "/x"), Some.Event("2", source: "/x"), Some.Event("3", source: "/y")]);
        Assert.Equal(["1", "3"], Target.IdsTried);
    }

    [Fact]
    public void A_key_that_fails_waits_with_all_behind_it_and_holds_up_no_other()
    {
        Target.Answer = sent => sent.Id == "a1" && Target.Attempts.Count(tried => tried.Id == "a1") < 3
            ? ScriptedSubscriber.Status(500)
            : DeliveryOutcome.Success;
        _fixture.Start(Ordered);
        _fixture.Publish([Keyed("a1"), Keyed("a2"), Keyed("b1"), Keyed("b2"), Keyed("a3"), Keyed("c1")]);
        Assert.Equal(["b1", "b2", "c1"], Target.Taken.Order());
        _fixture.Advance(3);
        Assert.Equal(["a1", "a2", "a3"], Target.Taken[3..]);
    }

    [Fact]
    public void A_dead_letter_lets_the_next_event_of_its_key_go()
    {
        Target.Answer = sent => sent.Id == "a1" ? ScriptedSubscriber.Status(400) : DeliveryOutcome.Success;
        _fixture.Start(Ordered);
        _fixture.Publish([Keyed("a1"), Keyed("a2")]);
        Assert.Equal(["a2"], Target.Taken);
    }

    [Fact]
    public void What_waits_behind_a_failing_key_is_read_again_when_its_turn_comes()
    {
        var failing = true;
        Target.Answer = sent => failing && sent.Id.StartsWith('a') ? ScriptedSubscriber.Status(503) : DeliveryOutcome.Success;
        _fixture.Start(spec => Ordered(spec) with { Retry = new RetryPolicy { Retries = 100, BackoffDelay = TimeSpan.FromSeconds(20), Backoff = BackoffPolicy.Constant } });
        for (var batch = 0; batch < 6; batch++)
        {
            var start = batch * 500;
            _fixture.Publish(Enumerable.Range(start, 500).SelectMany(number => new[] { Keyed($"a{number}"), Keyed($"b{number}") }));
        }

        Assert.Equal(3_000, Target.Taken.Count);
        failing = false;
        _fixture.Advance(21);
        Assert.Equal(Enumerable.Range(0, 3_000).Select(number => $"a{number}"), Target.Taken[3_000..]);
        Assert.Equal(0, _fixture.Status.LagEvents);
    }

    [Fact]
    public void Order_holds_from_the_moment_it_is_asked_for()
    {
        Target.Answer = _ => null;
        _fixture.Start(spec => spec with { MaxInFlight = 2 });
        _fixture.Publish([Keyed("a1"), Keyed("a2"), Keyed("a3"), Keyed("a4"), Keyed("b1")]);
        _fixture.Configure(spec => Ordered(spec) with { MaxInFlight = 64 });
        _fixture.Turns.Run();
        Assert.Equal(["a1", "a2", "b1"], Target.IdsTried);
        Target.Release("a1");
        _fixture.Turns.Run();
        Assert.Equal(3, Target.Attempts.Count);
        Target.Release("a2");
        _fixture.Turns.Run();
        Assert.Equal("a3", Target.IdsTried[^1]);
        Target.Release("a3");
        _fixture.Turns.Run();
        Assert.Equal("a4", Target.IdsTried[^1]);
    }

    [Fact]
    public void Order_ends_from_the_moment_it_is_not_asked_for_any_more()
    {
        Target.Answer = _ => null;
        _fixture.Start(Ordered);
        _fixture.Publish([Keyed("a1"), Keyed("a2"), Keyed("a3")]);
        _fixture.Configure(spec => spec with { Order = DeliveryOrder.Unordered });
        _fixture.Turns.Run();
        Assert.Equal(["a1", "a2", "a3"], Target.IdsTried);
        Target.ReleaseAll();
        _fixture.Turns.Run();
        Assert.Equal(0, _fixture.Status.LagEvents);
    }

    private static TriggerSpec Ordered(TriggerSpec spec) => spec with { Order = DeliveryOrder.Ordered };

    private static CloudEvent Keyed(string id) =>
        Some.Event(id) with { Extensions = Some.Event(id).Extensions.Add("partitionkey", id[..1]) };
}
