using Fabric.Delivery;

namespace Fabric.Core.Tests.Triggers;

public sealed class TriggerTargetDownTests : IDisposable
{
    private static readonly RetryPolicy Endless = new();
    private readonly TriggerFixture _fixture = new();

    private ScriptedSubscriber Target => _fixture.Target;

    public void Dispose() => _fixture.Dispose();

    public static TheoryData<string> Outages => ["refused", "busy"];

    [Theory]
    [MemberData(nameof(Outages))]
    public void A_target_that_fails_as_a_whole_is_probed_once_a_second(string outage)
    {
        Target.Answer = _ => Failure(outage);
        _fixture.Start(spec => spec with { Retry = Endless });
        _fixture.Publish([.. Ids(200)]);
        Assert.True(_fixture.Status.TargetDown);
        _fixture.Advance(10);
        var before = Target.Attempts.Count;
        _fixture.Advance(20);
        Assert.Equal(20, Target.Attempts.Count - before);
    }

    [Theory]
    [MemberData(nameof(Outages))]
    public void Deliveries_resume_within_two_seconds_of_its_return(string outage)
    {
        Target.Answer = _ => Failure(outage);
        _fixture.Start(spec => spec with { Retry = Endless });
        _fixture.Publish([.. Ids(200)]);
        _fixture.Advance(300);
        Target.Answer = _ => DeliveryOutcome.Success;
        _fixture.Advance(2);
        Assert.Equal(200, Target.Taken.Distinct().Count());
        Assert.Equal(200, Target.Taken.Count);
        Assert.False(_fixture.Status.TargetDown);
        Assert.Equal(0, _fixture.Status.LagEvents);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void So_do_a_few_events_that_fail_alone_however_long_their_backoff_has_become(int events)
    {
        Target.Answer = _ => Failure("busy");
        _fixture.Start(spec => spec with { Retry = Endless with { BackoffDelay = TimeSpan.FromSeconds(40) } });
        _fixture.Publish([.. Ids(events)]);
        _fixture.Advance(120.5);
        Target.Answer = _ => DeliveryOutcome.Success;
        _fixture.Advance(2);
        Assert.Equal(events, Target.Taken.Count);
    }

    [Fact]
    public void A_number_of_retries_holds_for_an_event_that_the_target_refuses()
    {
        Target.Answer = _ => Failure("busy");
        _fixture.Start(spec => spec with { Retry = new RetryPolicy { Retries = 1, Backoff = BackoffPolicy.Constant, BackoffDelay = TimeSpan.FromSeconds(30) } });
        _fixture.Publish("1");
        _fixture.Advance(100);
        Assert.Equal([0, 30.0], Target.SecondsOf("1"));
    }

    [Fact]
    public void Probes_that_find_nobody_use_up_no_retries()
    {
        Target.Answer = _ => Failure("refused");
        _fixture.Start(spec => spec with { Retry = new RetryPolicy { Retries = 2, Backoff = BackoffPolicy.Constant, BackoffDelay = TimeSpan.FromSeconds(30) } });
        _fixture.Publish("1");
        _fixture.Advance(50);
        Assert.InRange(Target.Attempts.Count, 45, 55);
        Target.Answer = _ => DeliveryOutcome.Success;
        _fixture.Advance(1.5);
        Assert.Equal(["1"], Target.Taken);
        Assert.Equal(0, _fixture.Status.DeadLettered);
    }

    [Fact]
    public void With_a_number_of_retries_events_fail_in_their_time_although_the_target_is_down()
    {
        Target.Answer = _ => Failure("refused");
        _fixture.Start(spec => spec with { Retry = new RetryPolicy { Retries = 2, Backoff = BackoffPolicy.Constant, BackoffDelay = TimeSpan.FromSeconds(3) } });
        _fixture.Publish([.. Ids(100)]);
        _fixture.Advance(7);
        Assert.Equal((100, 100), (_fixture.Status.DeadLettered, _fixture.Status.DeadLettersKept));
        Assert.All(_fixture.DeadLetters().Events.Records.ToArray(), letter =>
            Assert.Equal("3", Fabric.Events.CloudEvent.From(letter).Extensions["fabricerrorattempts"]));
    }

    [Fact]
    public void Two_events_that_fail_for_reasons_of_their_own_do_not_hold_up_a_new_one_for_long()
    {
        Target.Answer = sent => sent.Id.StartsWith("bad", StringComparison.Ordinal) ? Failure("busy") : DeliveryOutcome.Success;
        _fixture.Start(spec => spec with { Retry = Endless });
        _fixture.Publish("bad1", "bad2");
        _fixture.Advance(60);
        Assert.True(_fixture.Status.TargetDown);
        _fixture.Publish("good");
        _fixture.Advance(2.1);
        Assert.Equal(["good"], Target.Taken);
        _fixture.Publish([.. Ids(50)]);
        Assert.Equal(51, Target.Taken.Count);
    }

    [Fact]
    public void An_event_that_fails_while_others_succeed_never_takes_the_target_down_and_keeps_its_backoff()
    {
        Target.Answer = sent => sent.Id == "bad" ? Failure("busy") : DeliveryOutcome.Success;
        _fixture.Start(spec => spec with { Retry = Endless });
        _fixture.Publish("bad");
        for (var second = 0; second < 60; second++)
        {
            _fixture.Publish($"{second}");
            Assert.False(_fixture.Status.TargetDown);
            _fixture.Advance(1);
        }

        Assert.Equal([0, 2.0, 6, 14, 30], Target.SecondsOf("bad"));
    }

    [Fact]
    public void A_target_that_hangs_is_found_again_although_older_probes_still_wait()
    {
        Target.Answer = _ => null;
        _fixture.Start(spec => spec with { Retry = Endless });
        _fixture.Publish([.. Ids(200)]);
        _fixture.Advance(45);
        Assert.True(_fixture.Status.TargetDown);
        Target.Answer = _ => DeliveryOutcome.Success;
        _fixture.Advance(2);
        Assert.True(Target.Taken.Count > 100, $"Only {Target.Taken.Count} arrived.");
    }

    [Fact]
    public void No_more_events_fail_than_may_be_parked()
    {
        Target.Answer = _ => Failure("busy");
        _fixture.Start(spec => spec with { Retry = new RetryPolicy { Retries = 5, BackoffDelay = TimeSpan.FromHours(1) } });
        for (var batch = 0; batch < 5; batch++)
            _fixture.Publish([.. Enumerable.Range(0, 500).Select(id => $"{batch}-{id}")]);
        Assert.InRange(Target.Attempts.Count, 1_000, 1_064);
    }

    [Fact]
    public void Events_expire_although_the_target_is_down()
    {
        Target.Answer = _ => Failure("refused");
        _fixture.Start(spec => spec with { Retry = Endless with { ExpireAfter = TimeSpan.FromMinutes(1) } });
        _fixture.Publish([.. Ids(300)]);
        _fixture.Advance(65);
        Assert.Equal(300, _fixture.Status.DeadLettersKept);
    }

    private static string[] Ids(int count) => [.. Enumerable.Range(0, count).Select(id => $"{id}")];

    private static DeliveryOutcome Failure(string outage) =>
        outage == "refused" ? ScriptedSubscriber.Refused : ScriptedSubscriber.Status(503);
}
