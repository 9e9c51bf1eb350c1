namespace Fabric.Cli.Bench.Reports;

/// <summary>Writes a run to a folder.</summary>
internal static class ReportFolder
{
    public static async Task Write(BenchResult result, string folder, CancellationToken cancellation)
    {
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(Path.Combine(folder, "results.json"), JsonReport.Write(result), cancellation);
    }
}
