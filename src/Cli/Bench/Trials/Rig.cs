using System.Text.Json;
using Fabric.Cli.Bench.Load;
using Fabric.Cli.Bench.Processes;
using Fabric.Cli.Bench.Sinks;
using Fabric.Cli.Bench.Subjects;
using Fabric.Cli.Calls;

namespace Fabric.Cli.Bench.Trials;

/// <summary>The generator and the sink, each in a process of its own, and the numbers of all events of a run.</summary>
internal sealed class Rig(TimeSpan patience) : IAsyncDisposable
{
    // The least work in the background, and code that is as fast as it gets after the warm-up.
    private static readonly KeyValuePair<string, string>[] Environment = [new("DOTNET_gcConcurrent", "0"), new("DOTNET_TieredPGO", "1")];
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(20);

    private readonly ChildProcess _generator = ChildProcess.Start("bench load", [.. FabricProgram.Self, "bench", "load"], Environment);
    private readonly ChildProcess _sinkProcess = ChildProcess.Start("bench sink", [.. FabricProgram.Self, "bench", "sink"], Environment);
    private SinkClient? _sink;
    private long _nextId = 1;

    public SinkClient Sink => _sink!;

    /// <param name="patience">How long nothing may arrive before what is missing counts as lost.</param>
    /// <param name="cancellation">Ends the start.</param>
    public static async Task<Rig> Start(TimeSpan patience, CancellationToken cancellation)
    {
        var rig = new Rig(patience);
        await rig._generator.UntilReady(StartTimeout, cancellation);
        await rig._sinkProcess.UntilReady(StartTimeout, cancellation);
        rig._sink = new SinkClient(new Uri(rig._sinkProcess.ReadyText));
        return rig;
    }

    /// <summary>Sends what is planned, waits until it has arrived, and counts.</summary>
    /// <param name="subject">The subject.</param>
    /// <param name="plan">What to send; target and numbers are filled in.</param>
    /// <param name="cancellation">Ends the trial.</param>
    public async Task<Trial> Run(RunningSubject subject, LoadPlan plan, CancellationToken cancellation)
    {
        await Sink.Reset(_nextId, cancellation);
        var before = (Subject: subject.Process.Cpu, Generator: _generator.Cpu, Sink: _sinkProcess.Cpu);
        var load = await Generate(plan with { Target = subject.Publish, FirstId = _nextId }, cancellation);
        _nextId = load.NextId;
        if (load.Accepted == 0)
            throw new Refusal($"{subject.Name} accepted nothing: {load.Failure ?? "no answer"} at {subject.Publish}");
        var owed = load.Accepted * subject.Stand.Lanes;
        var arrived = await UntilArrived(owed, cancellation);
        return new Trial
        {
            Load = load,
            Owed = owed,
            Arrived = arrived,
            Cpu = subject.Process.Cpu - before.Subject,
            GeneratorCpu = _generator.Cpu - before.Generator,
            SinkCpu = _sinkProcess.Cpu - before.Sink,
            Resident = subject.Process.Resident,
            Lost = await Lost(load, subject.Stand.Lanes, cancellation),
        };
    }

    public async ValueTask DisposeAsync()
    {
        _sink?.Dispose();
        await _generator.DisposeAsync();
        await _sinkProcess.DisposeAsync();
    }

    private async Task<LoadResult> Generate(LoadPlan plan, CancellationToken cancellation)
    {
        var line = await _generator.Ask(JsonSerializer.Serialize(plan, JsonSerializerOptions.Web), cancellation);
        return JsonSerializer.Deserialize<LoadResult>(line, JsonSerializerOptions.Web)!;
    }

    // As long as something still arrives there is no reason to give up.
    private async Task<SinkCounts> UntilArrived(long wanted, CancellationToken cancellation)
    {
        var counts = await Sink.Counts(cancellation);
        for (var silent = TimeSpan.Zero; counts.Distinct < wanted && silent < patience;)
        {
            await Task.Delay(Glance, TimeProvider.System, cancellation);
            var next = await Sink.Counts(cancellation);
            silent = next.Distinct > counts.Distinct ? TimeSpan.Zero : silent + Glance;
            counts = next;
        }

        return counts;
    }

    private async Task<long> Lost(LoadResult load, int lanes, CancellationToken cancellation)
    {
        long lost = 0;
        for (var lane = 0; lane < lanes; lane++)
        {
            var missing = await Sink.Missing(lane, load.NextId, cancellation);
            lost += missing.Count - missing.First.Intersect(load.Unacknowledged).Count();
        }

        return lost;
    }
}
