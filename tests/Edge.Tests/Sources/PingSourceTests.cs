using System.Text;
using Fabric.Contract.Time;
using Fabric.Sources;

namespace Fabric.Edge.Tests.Sources;

/// <summary>The PingSource on a clock of the test's own.</summary>
public sealed class PingSourceTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task It_sends_at_the_times_of_its_schedule()
    {
        var clock = new ManualClock(new DateTimeOffset(2026, 1, 1, 11, 59, 30, TimeSpan.Zero));
        await using var host = await SourceHost.Start(clock, Ping("0 12 * * *"));
        await Eventually(() => clock.ActiveTimers > 0);
        clock.Advance(TimeSpan.FromSeconds(29));
        Assert.Empty(host.Broker.Events);
        clock.Advance(TimeSpan.FromSeconds(1));
        await Eventually(() => host.Broker.Events.Count == 1);

        var received = host.Broker.Events[0];
        Assert.Equal(("dev.knative.sources.ping", "/apis/v1/namespaces/default/pingsources/ping", "application/json", "{}", "2026-01-01T12:00:00.000Z"),
            (received.Type, received.Source, received.DataContentType, received.DataText, received.Time));
    }

    [Fact]
    public async Task A_schedule_with_seconds_sends_each_time()
    {
        var clock = new ManualClock();
        await using var host = await SourceHost.Start(clock, Ping("*/10 * * * * *"));
        for (var expected = 1; expected <= 3; expected++)
        {
            await Eventually(() =>
            {
                if (host.Broker.Events.Count < expected)
                    clock.Advance(TimeSpan.FromSeconds(1));
                return host.Broker.Events.Count == expected;
            });
        }

        var times = host.Broker.Events.Select(received => DateTimeOffset.Parse(received.Time!, System.Globalization.CultureInfo.InvariantCulture)).ToArray();
        Assert.All(times, time => Assert.Equal(0, time.Second % 10));
    }

    [Fact]
    public async Task A_source_that_is_removed_sends_no_more()
    {
        var clock = new ManualClock();
        await using var host = await SourceHost.Start(clock, Ping("* * * * * *"));
        await Eventually(() => clock.ActiveTimers > 0);
        host.Declare();
        await Eventually(() => clock.ActiveTimers == 0);
        clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Empty(host.Broker.Events);
    }

    private static PingSourceSpec Ping(string schedule)
    {
        Assert.True(CronSchedule.TryParse(schedule, TimeZoneInfo.Utc, out var parsed, out var problem), problem);
        return new PingSourceSpec
        {
            Name = new ResourceName("default", "ping"),
            Workload = "pingsource-ping",
            Sink = SourceHost.Sink,
            Schedule = parsed!,
            EventSource = "/apis/v1/namespaces/default/pingsources/ping",
            ContentType = "application/json",
            Data = Encoding.UTF8.GetBytes("{}"),
        };
    }

    private static async Task Eventually(Func<bool> condition)
    {
        using var patience = new CancellationTokenSource(Patience);
        using var ticks = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        while (!condition())
            await ticks.WaitForNextTickAsync(patience.Token);
    }
}
