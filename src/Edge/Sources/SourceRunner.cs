using Fabric.Resources;
using Fabric.Sources;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Fabric.Edge.Sources;

/// <summary>Runs the sources that act by themselves, and restarts one whose spec changes.</summary>
public sealed partial class SourceRunner(ITopology topology, ISourceLoops loops, ILogger<SourceRunner> logger)
    : BackgroundService
{
    private readonly Dictionary<ResourceName, Running> _running = [];

    private sealed record Running(SourceSpec Spec, CancellationTokenSource Stop, Task Loop);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                var current = topology.Current;
                await Follow(current, stoppingToken);
                await topology.Changed(current, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
        finally
        {
            foreach (var workload in _running.Keys.ToArray())
                await Stop(workload);
        }
    }

    private async Task Follow(Topology current, CancellationToken stoppingToken)
    {
        foreach (var (workload, running) in _running.ToArray())
        {
            if (!current.Sources.TryGetValue(workload, out var spec) || !Equals(spec, running.Spec))
                await Stop(workload);
        }

        foreach (var (workload, spec) in current.Sources)
        {
            if (_running.ContainsKey(workload) || loops.LoopOf(spec) is not { } loop)
                continue;
            var stop = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
            _running[workload] = new Running(spec, stop, Guard(workload, loop, stop.Token));
            Log.Started(logger, workload);
        }
    }

    private async Task Guard(ResourceName workload, Func<CancellationToken, Task> loop, CancellationToken cancellationToken)
    {
        await Task.Yield();
        try
        {
            await loop(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
        }
        catch (Exception exception)
        {
            Log.Died(logger, workload, exception);
        }
    }

    private async Task Stop(ResourceName workload)
    {
        if (!_running.Remove(workload, out var running))
            return;
        await running.Stop.CancelAsync();
        await running.Loop;
        running.Stop.Dispose();
        Log.Stopped(logger, workload);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Source {Workload} runs")]
        public static partial void Started(ILogger logger, ResourceName workload);

        [LoggerMessage(LogLevel.Information, "Source {Workload} stopped")]
        public static partial void Stopped(ILogger logger, ResourceName workload);

        [LoggerMessage(LogLevel.Error, "Source {Workload} ended by an error that it should have handled; change its manifest or restart the node")]
        public static partial void Died(ILogger logger, ResourceName workload, Exception exception);
    }
}
