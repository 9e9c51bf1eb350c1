using Fabric.Cli.Bench.Logs;
using Fabric.Cli.Bench.Measuring;
using Fabric.Cli.Bench.Subjects;
using Fabric.Cli.Bench.Trials;

namespace Fabric.Cli.Bench.Figures;

/// <summary>A trigger that looks for few events in a long log.</summary>
internal sealed class ReplayFigure : IFigure
{
    private const int Events = 1_000_000;
    private const int BodyBytes = 1024;
    private const int RareEvery = 100;

    public string Name => "replay";

    public string Title => "Replay from the file log through a filter that matches 1 %";

    public string Method =>
        "A broker over a file log of 1,000,000 events of 1 KiB is read from its beginning through an exact type filter that "
        + "matches each hundredth event, as a trigger reads, without delivering. The first pass does not count; the log is in the page cache then. "
        + "Every pass checks that it read all events and found all that match.";

    public async Task<IReadOnlyList<Row>> Measure(BenchContext context, CancellationToken cancellation)
    {
        var spec = new LogSpec((int)(Events * context.Pace.Scale), BodyBytes, RareEvery);
        var folder = context.NewFolder();
        if (!LogProcess.HasRoom(folder, spec))
            throw new FigureLeftOutException(FormattableString.Invariant($"the disk has no room for {spec.Bytes >> 20:N0} MiB"));
        context.Note(FormattableString.Invariant($"  writing {spec.Events:N0} events"));
        await LogProcess.Run(LogWork.Write, folder, spec, 0, cancellation);
        var rates = await LogProcess.Run(LogWork.Replay, folder, spec, context.Pace.Repeat, cancellation);
        return [new Row(Names.File, "read", "/s", new Samples(rates)) { Target = Target.AtLeast(1_000_000, "/s") }];
    }
}
