using Fabric.Cli.Bench.Load;
using Fabric.Cli.Bench.Sinks;

namespace Fabric.Cli.Bench.Trials;

/// <summary>One measurement of one subject: what was sent, what came out, and what that took.</summary>
internal sealed record Trial
{
    public required LoadResult Load { get; init; }

    public required SinkCounts Arrived { get; init; }

    /// <summary>Acknowledged events that did not arrive, over all lanes.</summary>
    public required long Lost { get; init; }

    /// <summary>How many arrivals the acknowledged events are owed.</summary>
    public required long Owed { get; init; }

    /// <summary>From the first request to the last arrival.</summary>
    public double Seconds => Math.Max(Load.Seconds, (Arrived.Last - Load.Started) / 1e9);

    /// <summary>CPU time of the subject.</summary>
    public required TimeSpan Cpu { get; init; }

    public required TimeSpan GeneratorCpu { get; init; }

    public required TimeSpan SinkCpu { get; init; }

    /// <summary>The subject's memory behind it, in bytes.</summary>
    public required long Resident { get; init; }

    /// <summary>Events that arrived a second, until the last one had.</summary>
    public double DeliveredPerSecond => Seconds > 0 ? Arrived.Distinct / Seconds : 0;

    /// <summary>Microseconds of CPU for each event published.</summary>
    public double CpuPerEvent => Load.Accepted > 0 ? Cpu.TotalMicroseconds / Load.Accepted : 0;
}
