using Fabric.Cli.Bench.Load;
using Fabric.Cli.Bench.Subjects;
using Fabric.Cli.Bench.Trials;

namespace Fabric.Cli.Bench.Figures;

/// <summary>Publishing only, a hundred events in a request.</summary>
internal sealed class BatchFigure : IFigure
{
    private const int EventsPerRequest = 100;

    public string Name => "batches";

    public string Title => "Publishing in batches of 100";

    public string Method =>
        "64 connections post CloudEvents batches of 100 events of 1 KiB to a broker without triggers. An event counts when its "
        + "batch was answered 2xx: kept, and for a file broker synced. Nothing is delivered, so nothing but CPU of the generator is taken off.";

    public async Task<IReadOnlyList<Row>> Measure(BenchContext context, CancellationToken cancellation)
    {
        var plan = new LoadPlan { Batch = EventsPerRequest };
        await using var field = await Field.Open(context, context.Entrants(Stand.NoTrigger), plan, cancellation);
        var trials = await field.Measure(plan, cancellation);
        return
        [
            .. trials.Select(pair => new Row(pair.Key, "published", "/s", pair.Value.Of(trial => trial.Load.PerSecond)) { Target = Goal(pair.Key) }),
            .. trials.Select(pair => new Row(pair.Key, "CPU per event", "µs", pair.Value.Of(trial => trial.CpuPerEvent))),
        ];
    }

    private static Target? Goal(string subject) => subject switch
    {
        Names.Memory => Target.AtLeast(300_000, "/s"),
        Names.File => Target.AtLeast(200_000, "/s"),
        _ => null,
    };
}
