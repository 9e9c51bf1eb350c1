namespace Fabric.Cli.Bench.Measuring;

/// <summary>A summary of durations, in milliseconds.</summary>
internal sealed record Percentiles
{
    public long Count { get; init; }

    public double Mean { get; init; }

    public double P50 { get; init; }

    public double P90 { get; init; }

    public double P99 { get; init; }

    public double P999 { get; init; }

    public double Most { get; init; }
}
