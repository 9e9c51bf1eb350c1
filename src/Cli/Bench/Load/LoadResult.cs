using Fabric.Cli.Bench.Measuring;

namespace Fabric.Cli.Bench.Load;

/// <summary>What the generator did. Every number from <see cref="FirstId"/> up to <see cref="NextId"/> was acknowledged, but the ones named.</summary>
internal sealed record LoadResult
{
    public long FirstId { get; init; }

    /// <summary>The number behind the last one sent.</summary>
    public long NextId { get; init; }

    /// <summary>Events answered 2xx.</summary>
    public long Accepted { get; init; }

    /// <summary>Requests answered 429 or 503; each was sent again.</summary>
    public long Refused { get; init; }

    /// <summary>Requests that got another answer or none.</summary>
    public long Failed { get; init; }

    /// <summary>The first such answer.</summary>
    public string? Failure { get; init; }

    /// <summary>Numbers sent and not acknowledged when the generator gave up.</summary>
    public IReadOnlyList<long> Unacknowledged { get; init; } = [];

    /// <summary>When the first event was sent, on the machine's monotonic clock.</summary>
    public long Started { get; init; }

    /// <summary>From the first request to the last answer.</summary>
    public double Seconds { get; init; }

    /// <summary>On a fixed schedule: the most events that were due and could not be sent yet.</summary>
    public long MostBehind { get; init; }

    /// <summary>From the scheduled time of a request to its answer.</summary>
    public Percentiles Answer { get; init; } = new();

    /// <summary>Accepted events a second.</summary>
    public double PerSecond => Seconds > 0 ? Accepted / Seconds : 0;
}
