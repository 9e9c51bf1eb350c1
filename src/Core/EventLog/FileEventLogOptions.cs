using System.ComponentModel.DataAnnotations;

namespace Fabric.EventLog;

/// <summary>Where and how a <see cref="FileEventLog"/> keeps its events.</summary>
public sealed record FileEventLogOptions
{
    /// <summary>The log's own directory; it is created where it is missing, and locked while the log is open.</summary>
    [Required]
    public required string Directory { get; init; }

    /// <summary>How much is kept. Bytes and age are freed a segment at a time. Default: 1 GiB, 7 days.</summary>
    public LogLimits Limits { get; init; } = LogLimits.FileDefault;

    /// <summary>A file that has reached this size is followed by the next one; an eighth of the bound in bytes where that is less. Default 64 MiB.</summary>
    [Range(1, long.MaxValue)]
    public long SegmentBytes { get; init; } = 64L << 20;

    /// <summary>The newest events up to this size are read from memory. Default 4 MiB.</summary>
    [Range(0, long.MaxValue)]
    public long HotBytes { get; init; } = 4L << 20;

    /// <summary>How far apart the entries of the index lie, in bytes: the most that a seek looks through. Default 64 KiB.</summary>
    [Range(1, int.MaxValue)]
    public int IndexBytes { get; init; } = 64 << 10;

    /// <summary>Told about each write and sync: the bytes made durable and the time it took. Runs on the commit thread.</summary>
    public Action<long, TimeSpan>? Synced { get; init; }
}
