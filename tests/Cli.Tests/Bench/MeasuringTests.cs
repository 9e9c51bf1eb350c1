using Fabric.Cli.Bench.Figures;
using Fabric.Cli.Bench.Load;
using Fabric.Cli.Bench.Measuring;
using Fabric.Cli.Bench.Sinks;

namespace Fabric.Cli.Tests.Bench;

/// <summary>The arithmetic that every figure rests on.</summary>
public sealed class MeasuringTests
{
    [Fact]
    public void Percentiles_are_within_a_64th_of_the_exact_ones()
    {
        var histogram = new LatencyHistogram();
        for (var value = 1; value <= 100_000; value++)
            histogram.Add(value * 1_000L);

        foreach (var share in new[] { 0.5, 0.9, 0.99, 0.999 })
            Assert.InRange(histogram.At(share), share * 1e8 * (1 - 1.0 / 64), share * 1e8 * (1 + 1.0 / 64));
        Assert.Equal(100.0, histogram.Read().Most);
        histogram.Clear();
        Assert.Equal(0, histogram.At(0.99));
    }

    [Fact]
    public void Ratios_compare_the_values_of_one_turn()
    {
        var mine = new Samples([10, 20, 60]);
        Assert.Equal([1, 4, 2], mine.Over(new Samples([10, 5, 30])).Values);
        Assert.Equal(20, mine.Median);
        Assert.Equal(15, new Samples([20, 10]).Median);
    }

    [Fact]
    public void A_target_on_the_ratio_looks_at_the_ratio_and_not_at_the_value()
    {
        var row = new Row("memory", "delivered", "/s", new Samples([900])) { Ratio = new Samples([0.7]), Target = Target.AtLeastOf(0.75) };
        Assert.False(row.IsMet);
        Assert.True((row with { Ratio = new Samples([0.75]) }).IsMet);
        Assert.Null((row with { Ratio = null }).IsMet);
        Assert.False((row with { Target = Target.AtMost(899, "/s") }).IsMet);
    }

    [Fact]
    public void A_lane_tells_events_that_come_twice_late_or_before_an_older_one()
    {
        var lane = new SinkLane();
        lane.Reset(100);
        foreach (var id in new long[] { 100, 102, 101, 102, 99, 5_000_000 })
            lane.Arrived(id);

        Assert.Equal((4, 1, 1, 1), (lane.Distinct, lane.Duplicates, lane.OutOfOrder, lane.Late));
        Assert.True(lane.Has(101));
        Assert.False(lane.Has(103));
    }

    [Fact]
    public void A_fixed_schedule_does_not_wait_for_answers()
    {
        var schedule = new Schedule(start: 0, seconds: 1, requestsPerSecond: 1_000);
        Assert.True(schedule.TryTake(0, out var first));
        Assert.False(schedule.TryTake(0, out _));
        Assert.True(schedule.TryTake(500_000_000, out var second));
        Assert.Equal((0, 1_000_000), (first, second));
        Assert.Equal(499, schedule.Behind(500_000_000));
        Assert.False(schedule.IsOver(2_000_000_000));
    }
}
