using System.Globalization;
using System.Text.Json;
using Fabric.Cli.Bench.Processes;

namespace Fabric.Cli.Bench.Logs;

/// <summary>Starts <c>fabric bench log</c> and reads what it measured.</summary>
internal static class LogProcess
{
    public static async Task<IReadOnlyList<double>> Run(string what, string folder, LogSpec spec, int turns, CancellationToken cancellation)
    {
        await using var process = ChildProcess.Start($"bench log {what}",
        [
            .. FabricProgram.Self, "bench", "log", what, "--folder", folder, "--events", Text(spec.Events),
            "--body", Text(spec.BodyBytes), "--rare-every", Text(spec.RareEvery), "--turns", Text(turns),
        ]);
        return JsonSerializer.Deserialize<double[]>(await process.Line(cancellation))!;
    }

    /// <summary>True where the disk has room for a log, and a little more.</summary>
    public static bool HasRoom(string folder, LogSpec spec) => new DriveInfo(Path.GetFullPath(folder)).AvailableFreeSpace > spec.Bytes * 1.2 + (1 << 30);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
