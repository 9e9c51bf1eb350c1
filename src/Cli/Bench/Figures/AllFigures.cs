namespace Fabric.Cli.Bench.Figures;

/// <summary>The figures in the order in which they are measured and shown.</summary>
internal static class AllFigures
{
    public static IReadOnlyList<IFigure> Create(BenchOptions options) =>
    [
        new DeliveredFigure(),
        new LatencyFigure(),
        new BatchFigure(),
        new FanOutFigure(),
        new ManyTriggersFigure(),
        new HangingTargetFigure(),
        new ReplayFigure(),
        new OpenFigure(),
        new IdleFigure(),
        new SoakFigure(options.Soak ?? TimeSpan.FromMinutes(30), options.Soak is not null),
    ];
}
