using Fabric.Cli.Bench.Logs;
using Fabric.Cli.Bench.Measuring;
using Fabric.Cli.Bench.Subjects;
using Fabric.Cli.Bench.Trials;

namespace Fabric.Cli.Bench.Figures;

/// <summary>How long a node waits for a long log when it starts.</summary>
internal sealed class OpenFigure : IFigure
{
    private const int Events = 1_000_000;
    private const int BodyBytes = 4096 - 128;
    private const double MostMilliseconds = 1000;

    public string Name => "open";

    public string Title => "Opening a 4 GB file log with 1,000,000 events";

    public string Method =>
        "The log is opened in a new process each time: first as a crash leaves it, then as it was closed in order, with its files in the "
        + "page cache and with the cache told to forget them. The time is that of opening alone, without starting the process, and the number "
        + "of events found is checked.";

    public async Task<IReadOnlyList<Row>> Measure(BenchContext context, CancellationToken cancellation)
    {
        var spec = new LogSpec((int)(Events * context.Pace.Scale), BodyBytes, 100);
        var folder = context.NewFolder();
        if (!LogProcess.HasRoom(folder, spec))
            throw new FigureLeftOutException(FormattableString.Invariant($"the disk has no room for {spec.Bytes >> 20:N0} MiB"));
        context.Note(FormattableString.Invariant($"  writing {spec.Events:N0} events, {spec.Bytes >> 20:N0} MiB"));
        await LogProcess.Run(LogWork.Write, folder, spec, 0, cancellation);
        var crashed = await LogProcess.Run(LogWork.Open, folder, spec, 0, cancellation);
        var (cached, cold) = (new List<double>(), new List<double>());
        for (var turn = 0; turn < context.Pace.Repeat; turn++)
        {
            cached.AddRange(await LogProcess.Run(LogWork.Open, folder, spec, 0, cancellation));
            PageCache.Forget(folder);
            cold.AddRange(await LogProcess.Run(LogWork.Open, folder, spec, 0, cancellation));
        }

        return [Line("opened behind a crash", crashed), Line("opened", cached), Line("opened, not cached", cold)];
    }

    private static Row Line(string metric, IReadOnlyList<double> samples) =>
        new(Names.File, metric, "ms", new Samples(samples)) { Target = Target.AtMost(MostMilliseconds, "ms") };
}
