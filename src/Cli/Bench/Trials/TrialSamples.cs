using Fabric.Cli.Bench.Measuring;

namespace Fabric.Cli.Bench.Trials;

/// <summary>Reads one value out of each trial.</summary>
internal static class TrialSamples
{
    public static Samples Of(this IEnumerable<Trial> trials, Func<Trial, double> value) => new([.. trials.Select(value)]);
}
