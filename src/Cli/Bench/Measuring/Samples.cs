namespace Fabric.Cli.Bench.Measuring;

/// <summary>The same thing measured several times.</summary>
internal sealed record Samples(IReadOnlyList<double> Values)
{
    public double Median
    {
        get
        {
            var ordered = Values.Order().ToArray();
            var middle = ordered.Length / 2;
            return ordered.Length == 0 ? 0
                : ordered.Length % 2 == 1 ? ordered[middle]
                : (ordered[middle - 1] + ordered[middle]) / 2;
        }
    }

    public double Least => Values.Count == 0 ? 0 : Values.Min();

    public double Most => Values.Count == 0 ? 0 : Values.Max();

    /// <summary>Each value divided by the one measured beside it.</summary>
    public Samples Over(Samples other) =>
        new([.. Values.Zip(other.Values, (mine, its) => its == 0 ? 0 : mine / its)]);

    /// <summary>Each value less the one measured beside it.</summary>
    public Samples Less(Samples other) => new([.. Values.Zip(other.Values, (mine, its) => mine - its)]);
}
