using System.Diagnostics;

namespace Fabric.Cli.Bench.Measuring;

/// <summary>The machine's monotonic clock in nanoseconds: the same in every process, so that one can stamp what another reads.</summary>
internal static class Monotonic
{
    private static readonly double NanosecondsPerTick = 1e9 / Stopwatch.Frequency;

    public static long Now => (long)(TimeProvider.System.GetTimestamp() * NanosecondsPerTick);
}
