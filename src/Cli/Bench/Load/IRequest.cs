namespace Fabric.Cli.Bench.Load;

/// <summary>A request encoded once, in which only numbers and times change.</summary>
internal interface IRequest
{
    /// <summary>Events in one request.</summary>
    int Events { get; }

    /// <summary>The request for the events numbered from <paramref name="firstId"/> on; valid until the next call.</summary>
    /// <param name="firstId">The number of its first event.</param>
    /// <param name="due">When it was due, on <see cref="Measuring.Monotonic"/>.</param>
    ReadOnlySpan<byte> Encode(long firstId, long due);
}
