using Fabric.Delivery;

namespace Fabric.Core.Tests.Delivery;

public sealed class RetryScheduleTests
{
    [Theory]
    [InlineData(BackoffPolicy.Constant, 2, 2, 2)]
    [InlineData(BackoffPolicy.Linear, 2, 4, 6)]
    [InlineData(BackoffPolicy.Exponential, 4, 8, 16)]
    public void Waits_as_the_backoff_policy_says(BackoffPolicy backoff, double first, double second, double third)
    {
        var schedule = Schedule(new RetryPolicy { Backoff = backoff, BackoffDelay = TimeSpan.FromSeconds(2) });
        Assert.Equal([first, second, third], [.. Enumerable.Range(1, 3).Select(retry => schedule.Delay(retry).TotalSeconds)]);
    }

    [Fact]
    public void Waits_no_longer_than_the_longest_backoff()
    {
        var schedule = Schedule(new RetryPolicy { MaxBackoff = TimeSpan.FromSeconds(10) });
        Assert.Equal(TimeSpan.FromSeconds(10), schedule.Delay(1_000_000));
    }

    [Theory]
    [InlineData(0.0, 10)]
    [InlineData(0.5, 10.5)]
    [InlineData(1.0, 11)]
    public void Jitter_makes_a_wait_up_to_a_tenth_longer_and_never_shorter(double random, double seconds)
    {
        var policy = new RetryPolicy { Backoff = BackoffPolicy.Constant, BackoffDelay = TimeSpan.FromSeconds(10) };
        Assert.Equal(seconds, new RetrySchedule(policy, new Fixed(random)).Delay(1).TotalSeconds, 6);
    }

    [Theory]
    [InlineData(null, 30, 30)]
    [InlineData(null, 0.5, 1)]
    [InlineData(20, 30, 20)]
    [InlineData(20, 10, 10)]
    [InlineData(0, 30, 1)]
    public void Retry_After_makes_a_wait_longer_as_far_as_the_policy_lets_it(int? max, double asked, double expected)
    {
        var policy = new RetryPolicy
        {
            Backoff = BackoffPolicy.Constant,
            RetryAfterMax = max is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
        };
        Assert.Equal(expected, Schedule(policy).Delay(1, TimeSpan.FromSeconds(asked)).TotalSeconds);
    }

    [Fact]
    public void Retries_come_on_top_of_the_first_attempt()
    {
        var schedule = Schedule(new RetryPolicy { Retries = 2 });
        Assert.False(schedule.IsExhausted(2, default, default));
        Assert.True(schedule.IsExhausted(3, default, default));
    }

    [Fact]
    public void Without_retries_an_event_is_tried_until_it_expires()
    {
        var schedule = Schedule(new RetryPolicy { ExpireAfter = TimeSpan.FromHours(1) });
        var appended = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        Assert.False(schedule.IsExhausted(1_000, appended, appended.AddMinutes(59)));
        Assert.True(schedule.IsExhausted(1, appended, appended.AddMinutes(60)));
    }

    private static RetrySchedule Schedule(RetryPolicy policy) => new(policy, new Fixed(0));

    private sealed class Fixed(double value) : Random
    {
        public override double NextDouble() => value;
    }
}
