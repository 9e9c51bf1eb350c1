using Fabric.Grains.Hosting;
using Fabric.Resources;
using Fabric.Sources;
using Microsoft.Extensions.Logging;

namespace Fabric.Grains.Sources;

/// <summary>
/// Runs the loop of one source, and begins again when its spec changes. What falls due while it moves is not made up for.
/// </summary>
internal sealed partial class SourceGrain(
    ITopology topology, ISourceLoops loops, LocalActivations activations, TimeProvider time, ILogger<SourceGrain> logger)
    : Grain, ISourceGrain, ILocalActivation, IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private readonly CancellationTokenSource _leaving = new();
    private Task _running = Task.CompletedTask;

    private ResourceName Workload => GrainNames.Resource(this.GetPrimaryKeyString());

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        activations.Add(this);
        return Task.CompletedTask;
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        activations.Remove(this);
        await _leaving.CancelAsync();
        await _running.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
    }

    public ValueTask Run(CancellationToken cancellationToken)
    {
        if (_running.IsCompleted && !_leaving.IsCancellationRequested)
            _running = Follow();
        return ValueTask.CompletedTask;
    }

    public void EndWaits()
    {
    }

    public void LetGo() => _leaving.Cancel();

    public void Dispose() => _leaving.Dispose();

    private async Task Follow()
    {
        while (!_leaving.IsCancellationRequested)
        {
            var current = topology.Current;
            if (!current.Sources.TryGetValue(Workload, out var spec) || loops.LoopOf(spec) is not { } loop)
            {
                DeactivateOnIdle();
                return;
            }

            DelayDeactivation(TimeSpan.MaxValue);
            using var changed = CancellationTokenSource.CreateLinkedTokenSource(_leaving.Token);
            var run = Loop(loop, changed.Token);
            await Changed(current, spec);
            await changed.CancelAsync();
            await run;
        }
    }

    // Other resources change too: only a change of this one counts.
    private async Task Changed(Topology seen, SourceSpec spec)
    {
        while (!_leaving.IsCancellationRequested && seen.Sources.TryGetValue(Workload, out var now) && Equals(now, spec))
        {
            await topology.Changed(seen, _leaving.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
            seen = topology.Current;
        }
    }

    private async Task Loop(Func<CancellationToken, Task> loop, CancellationToken cancellationToken)
    {
        Log.Started(logger, Workload);
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await loop(cancellationToken);
            }
            catch (Exception) when (cancellationToken.IsCancellationRequested)
            {
                break;
            }
            catch (Exception failure)
            {
                Log.Died(logger, Workload, failure);
            }

            await Task.Delay(Pause, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        }

        Log.Stopped(logger, Workload);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Source {Workload} runs here")]
        public static partial void Started(ILogger logger, ResourceName workload);

        [LoggerMessage(LogLevel.Information, "Source {Workload} stopped here")]
        public static partial void Stopped(ILogger logger, ResourceName workload);

        [LoggerMessage(LogLevel.Error, "Source {Workload} ended by an error that it should have handled; it begins again")]
        public static partial void Died(ILogger logger, ResourceName workload, Exception exception);
    }
}
