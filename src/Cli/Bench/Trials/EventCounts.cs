namespace Fabric.Cli.Bench.Trials;

/// <summary>What became of the events of one subject.</summary>
internal sealed record EventCounts
{
    /// <summary>Events answered 2xx.</summary>
    public long Acknowledged { get; init; }

    /// <summary>Arrivals that were owed for these: one for each trigger that takes the event.</summary>
    public long Owed { get; init; }

    /// <summary>Different events that arrived; with several triggers, each one's are counted.</summary>
    public long Arrived { get; init; }

    /// <summary>Acknowledged events that did not arrive.</summary>
    public long Lost { get; init; }

    public long Duplicates { get; init; }

    /// <summary>Arrivals behind one that was sent later. Many connections at once keep no order: this is told, not judged.</summary>
    public long OutOfOrder { get; init; }

    /// <summary>Requests answered 503 or 429, and sent again.</summary>
    public long Refused { get; init; }

    /// <summary>Requests with another answer or none, and sent again.</summary>
    public long Failed { get; init; }

    public string? Failure { get; init; }
}
