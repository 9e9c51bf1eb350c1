using Fabric.Cli.Bench.Figures;
using Fabric.Cli.Bench.Measuring;
using Fabric.Cli.Bench.Reports;
using Fabric.Cli.Bench.Trials;
using Fabric.Cli.Output;

namespace Fabric.Cli.Bench;

/// <summary>Measures the figures one after another and tells the results.</summary>
internal sealed class BenchRun(BenchOptions options, Printer printer)
{
    /// <returns>0; 1 where an acknowledged event is missing.</returns>
    public async Task<int> Run(CancellationToken cancellation)
    {
        var folder = Directory.CreateDirectory(Path.Combine(options.DataFolder, $"fabric-bench-{Environment.ProcessId}")).FullName;
        try
        {
            var began = TimeProvider.System.GetUtcNow();
            var machine = Machine.Look(folder);
            printer.Note(MachineText.Of(machine));
            await using var rig = await Rig.Start(options.Pace.Patience, cancellation);
            var context = new BenchContext(rig, options.Pace, options.Subjects, folder, printer.Note);
            var figures = new List<FigureResult>();
            foreach (var figure in Chosen())
                figures.Add(await Measure(figure, context, cancellation));
            var result = new BenchResult
            {
                Began = began,
                Took = TimeProvider.System.GetUtcNow() - began,
                Command = options.Command,
                Machine = machine,
                Pace = options.Pace,
                Figures = figures,
                Events = context.Tally.Counts,
                Lost = context.Tally.Lost,
            };
            ConsoleReport.Write(result, printer.Output);
            if (options.Out is { } target)
                await ReportFolder.Write(result, target, cancellation);
            return result.Lost == 0 ? 0 : 1;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private IEnumerable<IFigure> Chosen() =>
        AllFigures.Create(options).Where(figure => options.Only.Count == 0 ? figure.IsUsual : options.Only.Contains(figure.Name));

    private async Task<FigureResult> Measure(IFigure figure, BenchContext context, CancellationToken cancellation)
    {
        printer.Note($"{figure.Name}: {figure.Title}");
        var began = Monotonic.Now;
        try
        {
            var rows = await figure.Measure(context, cancellation);
            printer.Note(FormattableString.Invariant($"  took {(Monotonic.Now - began) / 1e9:0} s"));
            return new FigureResult(figure.Name, figure.Title, figure.Method, rows);
        }
        catch (FigureLeftOutException leftOut)
        {
            printer.Note($"  left out: {leftOut.Message}");
            return new FigureResult(figure.Name, figure.Title, figure.Method, []) { LeftOut = leftOut.Message };
        }
    }
}
