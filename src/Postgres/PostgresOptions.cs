using System.ComponentModel.DataAnnotations;

namespace Fabric.Postgres;

/// <summary>Where a fabric keeps what it has to keep, and how.</summary>
public sealed class PostgresOptions
{
    /// <summary>
    /// An Npgsql connection string. What it leaves open is set so that a broken connection is noticed within seconds:
    /// <c>Timeout</c> 5 s, <c>Command Timeout</c> 15 s, and <c>Maximum Pool Size</c> 16. Several hosts with
    /// <c>Target Session Attributes=primary</c> follow a failover.
    /// </summary>
    [Required]
    public required string ConnectionString { get; set; }

    /// <summary>The schema that holds every table; it is created where it is missing. Default <c>fabric</c>.</summary>
    [Required]
    [RegularExpression("[a-z_][a-z0-9_]{0,62}")]
    public string Schema { get; set; } = "fabric";

    /// <summary>A segment table that has reached this size is followed by the next one; an eighth of a log's bound in bytes where that is less. Default 64 MiB.</summary>
    [Range(1, long.MaxValue)]
    public long SegmentBytes { get; set; } = 64L << 20;

    /// <summary>The newest events of each open log up to this size are read from memory. Default 4 MiB.</summary>
    [Range(0, long.MaxValue)]
    public long HotBytes { get; set; } = 4L << 20;
}
