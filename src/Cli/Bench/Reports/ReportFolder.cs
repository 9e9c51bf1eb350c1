namespace Fabric.Cli.Bench.Reports;

/// <summary>Writes a run to a folder: <c>results.json</c>, <c>README.md</c> and a plot for each figure.</summary>
internal static class ReportFolder
{
    public static async Task Write(BenchResult result, string folder, CancellationToken cancellation)
    {
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(Path.Combine(folder, "results.json"), JsonReport.Write(result), cancellation);
        await File.WriteAllTextAsync(Path.Combine(folder, "README.md"), MarkdownReport.Write(result), cancellation);
        foreach (var figure in result.Figures.Where(figure => figure.Rows.Count > 0))
            await File.WriteAllTextAsync(Path.Combine(folder, MarkdownReport.PlotOf(figure)), SvgPlot.Draw(figure), cancellation);
    }
}
