using Fabric.Cli.Bench.Measuring;

namespace Fabric.Cli.Bench.Figures;

/// <summary>A line of a figure.</summary>
/// <param name="Subject">Who was measured.</param>
/// <param name="Metric">What, as <c>delivered</c>.</param>
/// <param name="Unit">In which unit, as <c>/s</c>.</param>
/// <param name="Samples">The values.</param>
internal sealed record Row(string Subject, string Metric, string Unit, Samples Samples)
{
    /// <summary>The same, compared with another subject in the same turn: the relay where nothing else is said.</summary>
    public Samples? Ratio { get; init; }

    /// <summary>What it ought to be; null for what is told without a target.</summary>
    public Target? Target { get; init; }

    /// <summary>What has to be known to read the value.</summary>
    public string? Note { get; init; }

    /// <summary>Null where there is no target, or nothing to compare with.</summary>
    public bool? IsMet => Target switch
    {
        null => null,
        { IsRatio: true } => Ratio is null ? null : Target.Allows(Ratio.Median),
        _ => Target.Allows(Samples.Median),
    };
}
