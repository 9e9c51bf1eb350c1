using Fabric.Delivery;

namespace Fabric.Core.Tests.Triggers;

public sealed class TriggerRetryTests : IDisposable
{
    private readonly TriggerFixture _fixture = new();

    private ScriptedSubscriber Target => _fixture.Target;

    public void Dispose() => _fixture.Dispose();

    [Theory]
    [InlineData(BackoffPolicy.Constant, new[] { 0, 2.0, 4, 6 })]
    [InlineData(BackoffPolicy.Linear, new[] { 0, 2.0, 6, 12 })]
    [InlineData(BackoffPolicy.Exponential, new[] { 0, 4.0, 12, 28 })]
    public void Retries_as_often_and_when_the_policy_says(BackoffPolicy backoff, double[] seconds)
    {
        Target.Answer = _ => ScriptedSubscriber.Status(500);
        _fixture.Start(spec => spec with
        {
            Retry = new RetryPolicy { Retries = 3, Backoff = backoff, BackoffDelay = TimeSpan.FromSeconds(2) },
        });
        _fixture.Publish("1");
        _fixture.Advance(60);
        Assert.Equal(seconds, Target.SecondsOf("1"));
        Assert.Equal((3, 1), (_fixture.Status.Retried, _fixture.Status.DeadLettered));
    }

    [Fact]
    public void Without_retries_left_there_is_one_attempt()
    {
        Target.Answer = _ => ScriptedSubscriber.Status(500);
        _fixture.Start(spec => spec with { Retry = new RetryPolicy { Retries = 0 } });
        _fixture.Publish("1");
        _fixture.Advance(5);
        Assert.Single(Target.Attempts);
        Assert.Equal(1, _fixture.Status.DeadLettersKept);
    }

    [Fact]
    public void A_final_answer_is_not_retried()
    {
        Target.Answer = _ => ScriptedSubscriber.Status(400);
        _fixture.Start();
        _fixture.Publish("1");
        _fixture.Advance(60);
        Assert.Single(Target.Attempts);
        Assert.Equal(1, _fixture.Status.DeadLettersKept);
    }

    [Fact]
    public void Waits_as_long_as_the_target_asks()
    {
        Target.Answer = _ => Target.Attempts.Count == 1
            ? ScriptedSubscriber.Status(429, TimeSpan.FromSeconds(7))
            : DeliveryOutcome.Success;
        _fixture.Start();
        _fixture.Publish("1");
        _fixture.Advance(10);
        Assert.Equal([0, 7.0], Target.SecondsOf("1"));
    }

    [Fact]
    public void Waits_as_long_as_the_target_asks_even_where_it_would_probe()
    {
        Target.Answer = _ => Target.Attempts.Count == 1
            ? ScriptedSubscriber.Status(503, TimeSpan.FromSeconds(7))
            : DeliveryOutcome.Success;
        _fixture.Start(spec => spec with { Retry = new RetryPolicy() });
        _fixture.Publish("1");
        _fixture.Advance(10);
        Assert.Equal([0, 7.0], Target.SecondsOf("1"));
    }

    [Fact]
    public void An_attempt_without_an_answer_ends_after_its_timeout_and_is_retried()
    {
        Target.Answer = _ => Target.Attempts.Count == 1 ? null : DeliveryOutcome.Success;
        _fixture.Start(spec => spec with { Retry = spec.Retry with { Timeout = TimeSpan.FromSeconds(5) } });
        _fixture.Publish("1");
        _fixture.Advance(5);
        Assert.Equal("There was no answer within 5 s.", _fixture.Status.LastError);
        Assert.Equal(0, Target.Open);
        _fixture.Advance(2);
        Assert.Equal([0, 6.0], Target.SecondsOf("1"));
        Assert.Equal(["1"], Target.Taken);
    }

    [Fact]
    public void A_timeout_of_one_attempt_does_not_end_the_next_one_early()
    {
        Target.Answer = _ => null;
        _fixture.Start(spec => spec with { Retry = spec.Retry with { Timeout = TimeSpan.FromSeconds(5) } });
        for (var id = 0; id < 5; id++)
        {
            _fixture.Publish($"{id}");
            _fixture.Advance(4);
            Target.ReleaseAll();
            _fixture.Turns.Run();
        }

        Assert.Equal(5, Target.Taken.Count);
        Assert.Equal(5, Target.Attempts.Count);
    }

    [Fact]
    public void A_parked_event_holds_up_nobody()
    {
        Target.Answer = sent => sent.Id == "bad" ? ScriptedSubscriber.Status(500) : DeliveryOutcome.Success;
        _fixture.Start(spec => spec with { MaxInFlight = 1 });
        _fixture.Publish("bad", "1", "2", "3");
        Assert.Equal(["1", "2", "3"], Target.Taken);
        Assert.False(_fixture.Status.TargetDown);
    }

    [Fact]
    public void Without_retry_an_event_is_tried_until_it_expires()
    {
        Target.Answer = sent => sent.Id == "bad" ? ScriptedSubscriber.Status(500) : DeliveryOutcome.Success;
        _fixture.Start(spec => spec with { Retry = new RetryPolicy { ExpireAfter = TimeSpan.FromSeconds(90) } });
        _fixture.Publish("bad");
        for (var second = 0; second < 89; second++)
        {
            _fixture.Publish($"{second}");
            _fixture.Advance(1);
        }

        Assert.Equal(0, _fixture.Status.DeadLettered);
        Assert.Equal([0, 2.0, 6, 14, 30, 62], Target.SecondsOf("bad"));
        _fixture.Publish("last");
        _fixture.Advance(2);
        Assert.Equal([0, 2.0, 6, 14, 30, 62, 90], Target.SecondsOf("bad"));
        Assert.Equal(1, _fixture.Status.DeadLettersKept);
        Assert.Equal("7", Fabric.Events.CloudEvent.From(_fixture.DeadLetters().Events[0]).Extensions["fabricerrorattempts"]);
    }

    [Fact]
    public void An_event_that_was_old_before_its_first_attempt_gets_one()
    {
        _fixture.Start(spec => spec with { Paused = true, Retry = new RetryPolicy() });
        _fixture.Publish("1");
        _fixture.Jump(TimeSpan.FromDays(2));
        _fixture.Configure(spec => spec with { Paused = false });
        _fixture.Turns.Run();
        Assert.Equal(["1"], Target.Taken);
    }
}
