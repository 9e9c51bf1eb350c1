using Fabric.Cli.Bench.Load;
using Fabric.Cli.Bench.Subjects;

namespace Fabric.Cli.Bench.Trials;

/// <summary>Subjects that run side by side and take turns, so that each is measured in the same minutes as the others.</summary>
internal sealed class Field : IAsyncDisposable
{
    private readonly List<(string Name, RunningSubject Subject)> _running = [];
    private readonly BenchContext _context;

    private Field(BenchContext context) => _context = context;

    /// <summary>Starts all entrants and warms them up.</summary>
    /// <param name="context">The run.</param>
    /// <param name="entrants">Who takes part.</param>
    /// <param name="plan">What is sent to warm up; as fast as it goes.</param>
    /// <param name="cancellation">Ends the start.</param>
    public static async Task<Field> Open(
        BenchContext context, IReadOnlyList<Entrant> entrants, LoadPlan plan, CancellationToken cancellation)
    {
        var field = new Field(context);
        try
        {
            foreach (var entrant in entrants)
            {
                context.Note($"  starting {entrant.Name}");
                var subject = await entrant.Subject.Start(entrant.Stand, context.Rig.Sink.Address, context.NewFolder(), cancellation);
                field._running.Add((entrant.Name, subject));
                await field.Run(entrant.Name, subject, plan with { Seconds = context.Pace.WarmUp }, cancellation);
            }

            return field;
        }
        catch
        {
            await field.DisposeAsync();
            throw;
        }
    }

    /// <summary>Measures every entrant in turn, and that as often as the pace says.</summary>
    /// <returns>For each entrant its trials, in the order of the turns.</returns>
    public async Task<IReadOnlyDictionary<string, IReadOnlyList<Trial>>> Measure(LoadPlan plan, CancellationToken cancellation)
    {
        var trials = _running.ToDictionary(entrant => entrant.Name, _ => new List<Trial>());
        for (var turn = 0; turn < _context.Pace.Repeat; turn++)
        {
            // Who goes first changes, so that what a turn leaves behind is nobody's in particular.
            foreach (var (name, subject) in _running.Skip(turn % _running.Count).Concat(_running.Take(turn % _running.Count)))
                trials[name].Add(await Run(name, subject, plan with { Seconds = _context.Pace.Seconds }, cancellation));
        }

        return trials.ToDictionary(pair => pair.Key, pair => (IReadOnlyList<Trial>)pair.Value);
    }

    /// <summary>One measurement of one entrant.</summary>
    public Task<Trial> Run(string name, LoadPlan plan, CancellationToken cancellation) => Run(name, this[name], plan, cancellation);

    /// <summary>A running entrant.</summary>
    public RunningSubject this[string name] => _running.First(entrant => entrant.Name == name).Subject;

    public async ValueTask DisposeAsync()
    {
        foreach (var (_, subject) in _running)
            await subject.DisposeAsync();
    }

    private async Task<Trial> Run(string name, RunningSubject subject, LoadPlan plan, CancellationToken cancellation)
    {
        var trial = await _context.Rig.Run(subject, plan, cancellation);
        _context.Tally.Add(name, trial);
        _context.Note($"  {name,-14} {trial.Load.PerSecond,10:N0} accepted/s {trial.DeliveredPerSecond,10:N0} delivered/s {trial.CpuPerEvent,7:N1} µs CPU");
        return trial;
    }
}
