namespace Fabric.Cli.Bench.Load;

/// <summary>What the generator is to send.</summary>
internal sealed record LoadPlan
{
    /// <summary>Where events are posted; whoever measures a subject fills it in.</summary>
    public Uri Target { get; init; } = new("http://127.0.0.1/");

    /// <summary>Connections, each with one request open at a time. Default 64.</summary>
    public int Connections { get; init; } = 64;

    /// <summary>How long new events are sent. Default 10.</summary>
    public double Seconds { get; init; } = 10;

    /// <summary>Events a second on a fixed schedule; 0 sends the next one as soon as an answer is there.</summary>
    public double Rate { get; init; }

    /// <summary>Events in one request; more than one are sent as a CloudEvents batch. Default 1.</summary>
    public int Batch { get; init; } = 1;

    /// <summary>The size of each event's data. Default 1,024.</summary>
    public int BodyBytes { get; init; } = 1024;

    /// <summary>How many event types take turns, <c>bench.00000</c> and on. Default 1.</summary>
    public int Types { get; init; } = 1;

    /// <summary>The number of the first event; each event's id is its number.</summary>
    public long FirstId { get; init; } = 1;
}
