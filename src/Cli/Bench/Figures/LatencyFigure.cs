using Fabric.Cli.Bench.Load;
using Fabric.Cli.Bench.Measuring;
using Fabric.Cli.Bench.Reports;
using Fabric.Cli.Bench.Subjects;
using Fabric.Cli.Bench.Trials;

namespace Fabric.Cli.Bench.Figures;

/// <summary>How long an event takes from where it was due to where it arrives, at a fixed rate.</summary>
internal sealed class LatencyFigure : IFigure
{
    private static readonly int[] Rates = [1_000, 10_000];

    public string Name => "latency";

    public string Title => "End to end at 1,000 and at 10,000 events a second";

    public string Method =>
        "Events are due on a fixed schedule that does not wait for answers, and carry the time at which they were due; the sink takes the "
        + "time until each arrives. An event that could not be sent in time is measured from when it was due all the same (no coordinated "
        + "omission). Where a subject does not keep up, its latency is that of a growing queue: the row then says which rate was reached. "
        + "A file broker may take one disk sync more than a memory broker; the sync is measured at the beginning of the figure.";

    public async Task<IReadOnlyList<Row>> Measure(BenchContext context, CancellationToken cancellation)
    {
        var sync = DiskSync.Measure(context.NewFolder());
        await using var field = await Field.Open(context, context.Entrants(Stand.One), new LoadPlan(), cancellation);
        var rows = new List<Row>();
        foreach (var rate in Rates)
        {
            var trials = await field.Measure(new LoadPlan { Rate = rate }, cancellation);
            rows.AddRange(Rows(trials, rate, $"p50 at {rate:N0}/s", 1.3, trial => trial.Arrived.EndToEnd.P50));
            rows.AddRange(Rows(trials, rate, $"p99 at {rate:N0}/s", 1.5, trial => trial.Arrived.EndToEnd.P99));
            if (SyncRow(trials, rate, sync) is { } row)
                rows.Add(row);
        }

        return rows;
    }

    private static IEnumerable<Row> Rows(
        IReadOnlyDictionary<string, IReadOnlyList<Trial>> trials, int rate, string metric, double limit, Func<Trial, double> value)
    {
        var relay = trials.GetValueOrDefault(Names.Relay)?.Of(value);
        foreach (var (name, its) in trials)
        {
            var samples = its.Of(value);
            yield return new Row(name, metric, "ms", samples)
            {
                Ratio = relay is null ? null : samples.Over(relay),
                Target = name == Names.Memory ? Target.AtMostOf(limit) : null,
                Note = Shortfall(its, rate),
            };
        }
    }

    private static Row? SyncRow(IReadOnlyDictionary<string, IReadOnlyList<Trial>> trials, int rate, DiskSync sync)
    {
        if (!trials.TryGetValue(Names.Memory, out var memory) || !trials.TryGetValue(Names.File, out var file))
            return null;
        var more = file.Of(trial => trial.Arrived.EndToEnd.P99).Less(memory.Of(trial => trial.Arrived.EndToEnd.P99));
        return new Row(Names.File, $"p99 at {rate:N0}/s above memory's", "ms", more)
        {
            Target = Target.AtMost(sync.P99, "ms"),
            Note = FormattableString.Invariant($"disk sync p50 {sync.P50:0.00} ms, p99 {sync.P99:0.00} ms"),
        };
    }

    private static string? Shortfall(IReadOnlyList<Trial> trials, int rate)
    {
        var reached = trials.Of(trial => trial.DeliveredPerSecond).Median;
        return reached >= 0.98 * rate
            ? null
            : FormattableString.Invariant($"the rate was not reached: {reached:N0}/s, up to {trials.Max(trial => trial.Load.MostBehind):N0} events behind");
    }
}
