using System.Runtime.InteropServices;

namespace Fabric.Cli.Bench.Reports;

/// <summary>What the run took place on.</summary>
internal sealed record Machine
{
    public required string Cpu { get; init; }

    public required int Cores { get; init; }

    public required double MemoryGiB { get; init; }

    public required DiskSync Disk { get; init; }

    public required string Runtime { get; init; }

    public required string System { get; init; }

    /// <summary>The one-minute load before the run: above 0, others used the machine.</summary>
    public required string LoadBefore { get; init; }

    public static Machine Look(string dataFolder) => new()
    {
        Cpu = Field("/proc/cpuinfo", "model name") ?? RuntimeInformation.ProcessArchitecture.ToString(),
        Cores = Environment.ProcessorCount,
        MemoryGiB = Math.Round(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (double)(1 << 30), 1),
        Disk = DiskSync.Measure(dataFolder),
        Runtime = RuntimeInformation.FrameworkDescription,
        System = RuntimeInformation.OSDescription,
        LoadBefore = File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "unknown",
    };

    private static string? Field(string file, string name) => !File.Exists(file) ? null : File.ReadLines(file)
        .FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal))?.Split(':', 2)[1].Trim();
}
