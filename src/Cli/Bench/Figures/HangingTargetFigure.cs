using Fabric.Cli.Bench.Load;
using Fabric.Cli.Bench.Subjects;
using Fabric.Cli.Bench.Trials;

namespace Fabric.Cli.Bench.Figures;

/// <summary>One trigger's target never answers; the other trigger must not feel it.</summary>
internal sealed class HangingTargetFigure : IFigure
{
    public string Name => "hanging";

    public string Title => "A healthy trigger beside one whose target hangs";

    public string Method =>
        "Two nodes in turn: one with a healthy trigger alone, one with a second trigger whose target takes events and never answers. "
        + "The healthy trigger's deliveries are counted. Both brokers have room for all that waits for the hanging target (8 GiB), since a "
        + "broker that is full refuses.";

    public async Task<IReadOnlyList<Row>> Measure(BenchContext context, CancellationToken cancellation)
    {
        var rows = new List<Row>();
        foreach (var subject in new[] { Names.Memory, Names.File }.Select(context.Subject).OfType<ISubject>())
            rows.AddRange(await Compare(context, subject, cancellation));
        return rows;
    }

    private static async Task<IEnumerable<Row>> Compare(BenchContext context, ISubject subject, CancellationToken cancellation)
    {
        var (alone, beside) = ($"{subject.Name} alone", $"{subject.Name} beside it");
        var plan = new LoadPlan();
        await using var field = await Field.Open(
            context, [new Entrant(alone, subject, Stand.NoneHangs), new Entrant(beside, subject, Stand.OneHangs)], plan, cancellation);
        var trials = await field.Measure(plan, cancellation);
        var rate = trials[alone].Of(trial => trial.DeliveredPerSecond);
        var besideRate = trials[beside].Of(trial => trial.DeliveredPerSecond);
        return
        [
            new Row(alone, "delivered", "/s", rate),
            new Row(beside, "delivered", "/s", besideRate) { Ratio = besideRate.Over(rate), Target = Target.AtLeastOf(0.9, "alone") },
        ];
    }
}
