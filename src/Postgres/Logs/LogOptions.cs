using Fabric.EventLog;

namespace Fabric.Postgres.Logs;

/// <summary>How a <see cref="PostgresEventLog"/> keeps its events.</summary>
/// <param name="Name">The log's name in its schema.</param>
/// <param name="Limits">How much is kept. Bytes and age are freed a segment at a time.</param>
/// <param name="SegmentBytes">A segment table that has reached this size is followed by the next one.</param>
/// <param name="HotBytes">The newest events up to this size are read from memory.</param>
internal sealed record LogOptions(string Name, LogLimits Limits, long SegmentBytes = 64L << 20, long HotBytes = 4L << 20)
{
    /// <summary>Told about each commit: the bytes made durable and the time it took.</summary>
    public Action<long, TimeSpan>? Committed { get; init; }
}
