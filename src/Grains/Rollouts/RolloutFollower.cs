using Fabric.Brokers;
using Fabric.Resources;
using Fabric.Resources.Resolving;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Fabric.Grains.Rollouts;

/// <summary>Keeps a silo's topology what was last put in force, and with its long poll the rollout grain alive.</summary>
public sealed partial class RolloutFollower(
    IGrainFactory grains, ICatalog catalog, TopologyHolder topology, ClusterStorage storage, ClusterAddresses addresses,
    ILocalSiloDetails silo, TimeProvider time, ILogger<RolloutFollower> logger)
    : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);
    private readonly CheckedResources _checked = new();
    private readonly TaskCompletionSource _first = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when the silo knows what there is.</summary>
    public Task First => _first.Task;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var known = 0L;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var rollout = await grains.GetGrain<IRolloutGrain>(IRolloutGrain.Key).Next(silo.SiloAddress, known, stoppingToken);
                if (rollout.Number == known)
                    continue;
                await Take(rollout, stoppingToken);
                known = rollout.Number;
                _first.TrySetResult();
            }
            catch (Exception) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                Log.Lost(logger, failure.Message);
                await Task.Delay(Pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task Take(Rollout rollout, CancellationToken cancellationToken)
    {
        var own = await addresses.Known.WaitAsync(cancellationToken);
        var snapshot = await catalog.Snapshot(cancellationToken);
        var built = TopologyBuilder.Build(_checked.Of(snapshot), own, time.GetUtcNow(), storage.Durable);
        topology.Set(built.Topology.Settle(rollout.Brokers.ToDictionary(broker => broker.Name, broker => broker.Spec)));
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Looking for the rollout again: {Failure}")]
        public static partial void Lost(ILogger logger, string failure);
    }
}
