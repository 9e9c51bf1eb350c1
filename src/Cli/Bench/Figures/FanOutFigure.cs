using Fabric.Cli.Bench.Load;
using Fabric.Cli.Bench.Subjects;
using Fabric.Cli.Bench.Trials;

namespace Fabric.Cli.Bench.Figures;

/// <summary>One event in, ten out.</summary>
internal sealed class FanOutFigure : IFigure
{
    private const int Triggers = 10;

    public string Name => "fan-out";

    public string Title => "Ten triggers on one broker, all events to all of them";

    public string Method =>
        "One broker with ten triggers, each of which delivers every event to a path of its own at the one sink. Deliveries are counted, "
        + "ten for each event, and compared with the relay's deliveries, one for each event.";

    public async Task<IReadOnlyList<Row>> Measure(BenchContext context, CancellationToken cancellation)
    {
        var plan = new LoadPlan();
        await using var field = await Field.Open(context, Entrants(context), plan, cancellation);
        var trials = await field.Measure(plan, cancellation);
        var relay = trials.GetValueOrDefault(Names.Relay)?.Of(trial => trial.DeliveredPerSecond);
        return
        [
            .. trials.Select(pair => (pair.Key, Samples: pair.Value.Of(trial => trial.DeliveredPerSecond))).Select(pair =>
                new Row(pair.Key, "delivered", "/s", pair.Samples)
                {
                    Ratio = relay is null ? null : pair.Samples.Over(relay),
                    Target = pair.Key == Names.Memory ? Target.AtLeastOf(0.8) : null,
                }),
            .. trials.Select(pair => new Row(pair.Key, "CPU per delivery", "µs", pair.Value.Of(trial => trial.Cpu.TotalMicroseconds / trial.Arrived.Distinct))),
        ];
    }

    private static List<Entrant> Entrants(BenchContext context) =>
    [
        .. context.Entrants(Stand.One).Where(entrant => entrant.Name == Names.Relay),
        .. context.Entrants(Stand.FanOut(Triggers)),
    ];
}
