namespace Fabric.Cli.Bench.Reports;

/// <summary>The machine in one line.</summary>
internal static class MachineText
{
    public static string Of(Machine machine) => FormattableString.Invariant(
        $"{machine.Cpu}, {machine.Cores} cores, {machine.MemoryGiB:0.#} GiB, disk sync p50 {machine.Disk.P50:0.00} ms p99 {machine.Disk.P99:0.00} ms, {machine.Runtime}, {machine.System}, load before {machine.LoadBefore}");
}
