using Fabric.Cli.Bench.Measuring;
using Fabric.Cli.Bench.Subjects;
using Fabric.Cli.Bench.Trials;

namespace Fabric.Cli.Bench.Figures;

/// <summary>What a node costs that has nothing to do.</summary>
internal sealed class IdleFigure : IFigure
{
    private const double Megabyte = 1 << 20;
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(2);

    public string Name => "idle";

    public string Title => "An idle node: from start to ready, and resident memory";

    public string Method =>
        "A node with one broker and one trigger is started in a process of its own; the time runs until it prints that it is ready. Two "
        + "seconds later its resident memory is read. The build measured is the one that runs the benchmark, or --program: "
        + "compare a published one (dotnet publish -c Release with ReadyToRun).";

    public async Task<IReadOnlyList<Row>> Measure(BenchContext context, CancellationToken cancellation)
    {
        if (context.Subject(Names.Memory) is not { } memory)
            return [];
        var (seconds, megabytes) = (new List<double>(), new List<double>());
        for (var turn = 0; turn < context.Pace.Repeat; turn++)
        {
            await using var node = await memory.Start(Stand.One, context.Rig.Sink.Address, context.NewFolder(), cancellation);
            await Task.Delay(Settling, TimeProvider.System, cancellation);
            seconds.Add(node.Started.TotalSeconds);
            megabytes.Add(node.Process.Resident / Megabyte);
            context.Note(FormattableString.Invariant($"  ready after {seconds[^1]:0.00} s, {megabytes[^1]:0} MiB resident"));
        }

        return
        [
            new Row(Names.Memory, "start to ready", "s", new Samples(seconds)) { Target = Target.AtMost(0.5, "s") },
            new Row(Names.Memory, "resident", "MB", new Samples(megabytes)) { Target = Target.AtMost(60, "MB") },
        ];
    }
}
