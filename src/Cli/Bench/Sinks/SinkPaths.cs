namespace Fabric.Cli.Bench.Sinks;

/// <summary>The paths that mean something to the sink; any other one is a lane's number.</summary>
internal static class SinkPaths
{
    /// <summary>Takes events and never answers.</summary>
    public static ReadOnlySpan<byte> Hanging => "/hang"u8;

    public static ReadOnlySpan<byte> Reset => "/reset?from="u8;

    public static ReadOnlySpan<byte> Counts => "/counts"u8;

    /// <summary>Followed by the lane and the number to stop before: <c>/missing?lane=0&amp;end=100</c>.</summary>
    public static ReadOnlySpan<byte> Missing => "/missing?"u8;
}
