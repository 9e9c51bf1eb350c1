namespace Fabric.Grains.Tests.Moves;

/// <summary>Remembers in which silos sources run.</summary>
internal sealed class RecordedLoops
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly Lock _gate = new();
    private readonly List<SiloAddress> _running = [];
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Most that ran at once.</summary>
    public int Most { get; private set; }

    public async Task Run(SiloAddress silo, CancellationToken cancellationToken)
    {
        Change(() => _running.Add(silo));
        try
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
        }
        finally
        {
            Change(() => _running.Remove(silo));
        }
    }

    /// <summary>A killed silo of this process does not end its loops by itself.</summary>
    public void Forget(SiloAddress silo) => Change(() => _running.RemoveAll(running => running.Equals(silo)));

    /// <summary>Waits until the source runs in one silo, another one than that.</summary>
    public async Task<SiloAddress> RunsIn(SiloAddress? notIn = null) =>
        (await Until(running => running is [var only] && !only.Equals(notIn)))[0];

    /// <summary>Waits until the source runs nowhere.</summary>
    public Task RunsNowhere() => Until(running => running.Length == 0);

    private async Task<SiloAddress[]> Until(Func<SiloAddress[], bool> holds)
    {
        using var end = new CancellationTokenSource(Patience);
        while (true)
        {
            Task changed;
            lock (_gate)
            {
                if (_running.ToArray() is var running && holds(running))
                    return running;
                changed = _changed.Task;
            }

            await changed.WaitAsync(end.Token);
        }
    }

    private void Change(Action change)
    {
        lock (_gate)
        {
            change();
            Most = Math.Max(Most, _running.Count);
            _changed.SetResult();
            _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }
}
