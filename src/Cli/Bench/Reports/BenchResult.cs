using Fabric.Cli.Bench.Trials;

namespace Fabric.Cli.Bench.Reports;

/// <summary>A whole run.</summary>
internal sealed record BenchResult
{
    public required DateTimeOffset Began { get; init; }

    public required TimeSpan Took { get; init; }

    public required string Command { get; init; }

    public required Machine Machine { get; init; }

    public required Pace Pace { get; init; }

    public required IReadOnlyList<FigureResult> Figures { get; init; }

    public required IReadOnlyDictionary<string, EventCounts> Events { get; init; }

    /// <summary>Acknowledged events that did not arrive: a run with any has failed.</summary>
    public required long Lost { get; init; }
}
