using Fabric.Cli.Bench.Load;
using Fabric.Cli.Bench.Measuring;
using Fabric.Cli.Bench.Subjects;
using Fabric.Cli.Bench.Trials;

namespace Fabric.Cli.Bench.Figures;

/// <summary>Whether memory stays flat.</summary>
/// <param name="length">How long each broker is under load behind the warm-up.</param>
/// <param name="isAsked">True where the command asked for it.</param>
internal sealed class SoakFigure(TimeSpan length, bool isAsked) : IFigure
{
    private const double Rate = 5_000;
    private const double Megabyte = 1 << 20;
    private const int Slices = 30;

    // Of 30 minutes, 5 make the beginning and 5 the end.
    private const int Window = 6;
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(1);

    public string Name => "soak";

    public string Title => FormattableString.Invariant($"Memory over {length.TotalMinutes:0.#} minutes at {Rate:N0} events a second");

    public string Method => FormattableString.Invariant(
        $"Behind a warm-up of a {Window}th of the time, each broker takes and delivers {Rate:N0} events a second; its resident memory is read every second. ")
        + FormattableString.Invariant($"The ratio is the median of the last {Window}th of the time over that of the first. ")
        + "The file broker's log grows to its bounds meanwhile, as every log does; its pages in the system's cache are not the process's.";

    public bool IsUsual => isAsked;

    public async Task<IReadOnlyList<Row>> Measure(BenchContext context, CancellationToken cancellation)
    {
        var rows = new List<Row>();
        foreach (var name in new[] { Names.Memory, Names.File })
        {
            if (context.Subject(name) is { } subject)
                rows.AddRange(await Soak(context, new Entrant(name, subject, Stand.One), cancellation));
        }

        return rows;
    }

    private async Task<IEnumerable<Row>> Soak(BenchContext context, Entrant entrant, CancellationToken cancellation)
    {
        var plan = new LoadPlan { Rate = Rate, Seconds = length.TotalSeconds / Slices };
        await using var field = await Field.Open(context, [entrant], plan, cancellation);
        for (var slice = 0; slice < Slices / Window; slice++)
            await field.Run(entrant.Name, plan, cancellation);

        using var done = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var looking = Look(field[entrant.Name], done.Token);
        for (var slice = 0; slice < Slices; slice++)
            await field.Run(entrant.Name, plan, cancellation);
        await done.CancelAsync();
        var looks = await looking;
        var part = Math.Max(1, looks.Count / Window);
        var (first, last) = (new Samples(looks[..part]), new Samples(looks[^part..]));
        return
        [
            new Row(entrant.Name, "resident at first", "MB", first),
            new Row(entrant.Name, "resident at last", "MB", last)
            {
                Ratio = new Samples([first.Median > 0 ? last.Median / first.Median : 0]),
                Target = Target.AtMostOf(1.05, "at first"),
            },
        ];
    }

    private static async Task<List<double>> Look(RunningSubject subject, CancellationToken until)
    {
        var looks = new List<double>();
        using var timer = new PeriodicTimer(BetweenLooks, TimeProvider.System);
        try
        {
            do
                looks.Add(subject.Process.Resident / Megabyte);
            while (await timer.WaitForNextTickAsync(until));
        }
        catch (OperationCanceledException)
        {
            // The load is over.
        }

        return looks;
    }
}
