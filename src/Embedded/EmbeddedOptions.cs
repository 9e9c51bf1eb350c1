namespace Fabric.Embedded;

/// <summary>How a node keeps what it has to keep.</summary>
public sealed class EmbeddedOptions
{
    /// <summary>
    /// The folder for events, cursors and dead letters of durable brokers, used by one process at a time; null keeps
    /// everything in memory, and brokers that want files are not available. Default null.
    /// </summary>
    public string? DataDirectory { get; set; }

    /// <summary>How long deliveries under way may take when the node stops, before they are handed back. Default 5 s.</summary>
    public TimeSpan StopGrace { get; set; } = TimeSpan.FromSeconds(5);
}
