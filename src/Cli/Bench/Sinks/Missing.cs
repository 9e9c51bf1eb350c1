namespace Fabric.Cli.Bench.Sinks;

/// <summary>Numbers that did not arrive.</summary>
internal sealed record Missing
{
    public long Count { get; init; }

    /// <summary>The first of them.</summary>
    public IReadOnlyList<long> First { get; init; } = [];
}
