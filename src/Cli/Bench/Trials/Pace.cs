namespace Fabric.Cli.Bench.Trials;

/// <summary>How long and how often everything is measured.</summary>
internal sealed record Pace
{
    /// <summary>How often each measurement is repeated; at least 3 to be worth a median.</summary>
    public int Repeat { get; init; } = 3;

    /// <summary>How long events are sent in one measurement.</summary>
    public double Seconds { get; init; } = 10;

    /// <summary>How long each subject is under full load before it counts, so that its code is compiled as well as it gets.</summary>
    public double WarmUp { get; init; } = 6;

    /// <summary>Scales what is prepared: events of a log, triggers of a broker.</summary>
    public double Scale { get; init; } = 1;

    /// <summary>How long nothing may arrive before what is missing counts as lost.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Under two minutes in all: shows that everything works, not how fast it is.</summary>
    public static Pace Quick { get; } = new() { Seconds = 1, WarmUp = 1, Scale = 0.1, Patience = TimeSpan.FromSeconds(10) };
}
