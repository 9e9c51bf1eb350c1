using Fabric.Delivery;

namespace Fabric.Core.Tests.Delivery;

public sealed class TargetHealthTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DeliveryOutcome Busy = new(DeliveryStatus.Retryable) { Code = 503 };
    private static readonly DeliveryOutcome Silence = new(DeliveryStatus.Retryable);
    private readonly TargetHealth _health = new();
    private readonly object[] _events = [new(), new(), new()];

    [Fact]
    public void Five_failures_of_several_events_in_a_row_take_the_target_down()
    {
        for (var failure = 0; failure < 5; failure++)
        {
            Assert.False(_health.IsDown);
            Fail(failure % 2, Busy);
        }

        Assert.True(_health.IsDown);
    }

    [Fact]
    public void One_event_alone_never_takes_the_target_down()
    {
        for (var failure = 0; failure < 100; failure++)
            Fail(0, Silence);
        Assert.False(_health.IsDown);
    }

    [Fact]
    public void A_success_in_between_starts_the_count_anew()
    {
        for (var failure = 0; failure < 100; failure++)
        {
            Fail(failure % 3, Busy);
            if (failure % 4 == 3)
                _health.Answered();
        }

        Assert.False(_health.IsDown);
    }

    [Fact]
    public void It_is_down_when_nothing_in_flight_finds_anybody()
    {
        Fail(0, Silence, othersOpen: 1);
        Assert.False(_health.IsDown);
        Fail(1, Silence);
        Assert.True(_health.IsDown);
    }

    [Fact]
    public void It_is_not_down_while_others_still_wait_for_an_answer()
    {
        Fail(0, Silence, othersOpen: 2);
        Fail(1, Silence, othersOpen: 1);
        Assert.False(_health.IsDown);
    }

    [Fact]
    public void A_timeout_is_not_silence()
    {
        Fail(0, Silence with { TimedOut = true }, othersOpen: 1);
        Fail(1, Silence with { TimedOut = true });
        Assert.False(_health.IsDown);
    }

    [Fact]
    public void A_probe_is_due_a_second_after_a_failure_and_each_second_from_then_on()
    {
        Assert.Null(_health.ProbeAt);
        Fail(0, Busy);
        Assert.Equal(Now.AddSeconds(1), _health.ProbeAt);
        _health.Started(Now.AddSeconds(1));
        Assert.Equal(Now.AddSeconds(2), _health.ProbeAt);
        _health.Answered();
        Assert.Null(_health.ProbeAt);
    }

    [Fact]
    public void No_probe_is_due_before_the_time_that_the_target_asked_for()
    {
        _health.Failed(_events[0], Busy, TimeSpan.FromSeconds(30), 0, Now);
        Assert.Equal(Now.AddSeconds(30), _health.ProbeAt);
    }

    private void Fail(int which, DeliveryOutcome outcome, int othersOpen = 0) =>
        _health.Failed(_events[which], outcome, null, othersOpen, Now);
}
