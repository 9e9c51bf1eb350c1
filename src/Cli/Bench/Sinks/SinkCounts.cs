using Fabric.Cli.Bench.Measuring;

namespace Fabric.Cli.Bench.Sinks;

/// <summary>What the sink says of its lanes together.</summary>
internal sealed record SinkCounts
{
    /// <summary>Different events, each lane's counted for itself.</summary>
    public long Distinct { get; init; }

    public long Duplicates { get; init; }

    public long OutOfOrder { get; init; }

    public long Late { get; init; }

    /// <summary>When the last new event came, on <see cref="Monotonic"/>.</summary>
    public long Last { get; init; }

    /// <summary>From the scheduled time of an event to its arrival.</summary>
    public Percentiles EndToEnd { get; init; } = new();
}
