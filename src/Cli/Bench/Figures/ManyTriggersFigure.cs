using Fabric.Cli.Bench.Load;
using Fabric.Cli.Bench.Subjects;
using Fabric.Cli.Bench.Trials;

namespace Fabric.Cli.Bench.Figures;

/// <summary>Thousands of triggers, of which each event matches one.</summary>
internal sealed class ManyTriggersFigure : IFigure
{
    private const int Triggers = 10_000;
    private const string One = "memory, 1 trigger";
    private const double Megabyte = 1 << 20;

    public string Name => "triggers";

    public string Title => "10,000 triggers with exact type filters, each event matching one";

    public string Method =>
        "Two nodes get the same events of 10,000 types in turn: one with a single trigger without a filter, the other with a trigger "
        + "for each type. Memory is the resident set behind each measurement.";

    public async Task<IReadOnlyList<Row>> Measure(BenchContext context, CancellationToken cancellation)
    {
        if (context.Subject(Names.Memory) is not { } memory)
            return [];
        var count = (int)(Triggers * context.Pace.Scale);
        var many = FormattableString.Invariant($"memory, {count:N0}");
        var plan = new LoadPlan { Types = count };
        await using var field = await Field.Open(
            context, [new Entrant(One, memory, Stand.One), new Entrant(many, memory, Stand.ByType(count))], plan, cancellation);
        var trials = await field.Measure(plan, cancellation);
        return
        [
            .. Compare(trials, many, "accepted", trial => trial.Load.PerSecond),
            .. Compare(trials, many, "delivered", trial => trial.DeliveredPerSecond),
            new Row(many, "memory more than with 1", "MiB", trials[many].Of(Resident).Less(trials[One].Of(Resident)))
            {
                Target = Target.AtMost(200, "MiB"),
                Note = FormattableString.Invariant($"{trials[One].Of(Resident).Median:0} MiB with 1; started in {field[many].Started.TotalSeconds:0.0} s"),
            },
        ];
    }

    private static IEnumerable<Row> Compare(
        IReadOnlyDictionary<string, IReadOnlyList<Trial>> trials, string many, string metric, Func<Trial, double> value)
    {
        var (one, all) = (trials[One].Of(value), trials[many].Of(value));
        yield return new Row(One, metric, "/s", one);
        yield return new Row(many, metric, "/s", all) { Ratio = all.Over(one), Target = Target.AtLeastOf(0.5, "1 trigger") };
    }

    private static double Resident(Trial trial) => trial.Resident / Megabyte;
}
