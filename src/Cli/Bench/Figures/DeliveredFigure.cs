using Fabric.Cli.Bench.Load;
using Fabric.Cli.Bench.Measuring;
using Fabric.Cli.Bench.Subjects;
using Fabric.Cli.Bench.Trials;

namespace Fabric.Cli.Bench.Figures;

/// <summary>One event in, one event out, as fast as it goes.</summary>
internal sealed class DeliveredFigure : IFigure
{
    public string Name => "delivered";

    public string Title => "Delivered events a second through one trigger, and what each costs";

    public string Method =>
        "64 connections post 1 KiB events, each as soon as its last one was answered. An event counts when it has arrived at the "
        + "sink; the time runs from the first request to the last arrival, so that what was only queued counts against the subject. "
        + "CPU is that of the subject's process, user and system.";

    public async Task<IReadOnlyList<Row>> Measure(BenchContext context, CancellationToken cancellation)
    {
        var plan = new LoadPlan();
        await using var field = await Field.Open(context, context.Entrants(Stand.One), plan, cancellation);
        var trials = await field.Measure(plan, cancellation);
        var rates = trials.ToDictionary(pair => pair.Key, pair => pair.Value.Of(trial => trial.DeliveredPerSecond));
        var costs = trials.ToDictionary(pair => pair.Key, pair => pair.Value.Of(trial => trial.CpuPerEvent));
        var (relayRate, relayCost) = (rates.GetValueOrDefault(Names.Relay), costs.GetValueOrDefault(Names.Relay));
        return
        [
            .. rates.Select(pair => new Row(pair.Key, "delivered", "/s", pair.Value)
            {
                Ratio = relayRate is null ? null : pair.Value.Over(relayRate),
                Target = RateTarget(pair.Key),
                Note = Accepted(trials[pair.Key]),
            }),
            .. costs.Select(pair => new Row(pair.Key, "CPU per event", "µs", pair.Value)
            {
                Ratio = relayCost is null ? null : pair.Value.Over(relayCost),
                Target = pair.Key == Names.Memory ? Target.AtMostOf(1.4) : null,
            }),
        ];
    }

    private static Target? RateTarget(string subject) => subject switch
    {
        Names.Memory => Target.AtLeastOf(0.75),
        Names.File => Target.AtLeastOf(0.6),
        _ => null,
    };

    private static string Accepted(IReadOnlyList<Trial> trials) =>
        FormattableString.Invariant($"{trials.Of(trial => trial.Load.PerSecond).Median:N0} accepted/s");
}
