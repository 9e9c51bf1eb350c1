using Fabric.Grains.Hosting;
using Fabric.Grains.Sources;
using Fabric.Resources;
using Fabric.Sources;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;

namespace Fabric.Grains.Rollouts;

/// <summary>
/// Follows the catalog, configures brokers and triggers, and tells the silos. It also keeps everything running: when a silo
/// goes, what lived there is called and so comes up elsewhere. The silos' long polls bring it up again where its own goes.
/// </summary>
[KeepAlive]
[Reentrant]
internal sealed partial class RolloutGrain(
    ICatalog catalog, IFabric fabric, IGrainFactory grains, ClusterStorage storage, ClusterAddresses addresses, SiloFollowers followers,
    ISourceLoops loops, GrainsOptions options, LocalActivations activations, TimeProvider time, ILoggerFactory loggers)
    : Grain, IRolloutGrain, ILocalActivation, IDisposable
{
    private static readonly TimeSpan LongPoll = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan SilosPatience = TimeSpan.FromSeconds(1);

    private readonly ILogger _logger = loggers.CreateLogger<RolloutGrain>();
    private readonly CancellationTokenSource _leaving = new();
    private CancellationTokenSource _waits = new();
    private readonly TopologyHolder _topology = new();
    private TopologyRollout _rollout = null!;
    private TopologyUpdater _updater = null!;
    private readonly VersionSignal _announced = new();
    private Rollout _current = null!;
    private bool _isAnnounced;
    private Task _running = Task.CompletedTask;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        // Numbers of an earlier activation must be lower.
        _current = new Rollout(time.GetUtcNow().ToUnixTimeMilliseconds(), []);
        _rollout = new TopologyRollout(fabric, _topology, loggers.CreateLogger<TopologyRollout>());
        _updater = new TopologyUpdater(catalog, Apply, time, loggers.CreateLogger<TopologyUpdater>(), storage.Durable);
        activations.Add(this);
        _running = Task.WhenAll(Guard("Following the catalog", Follow), Guard("Keeping grains running", Keep));
        return Task.CompletedTask;
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        activations.Remove(this);
        await _leaving.CancelAsync();
        await _running.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        _rollout.Dispose();
    }

    public async ValueTask<Rollout> Next(SiloAddress silo, long known, CancellationToken cancellationToken)
    {
        followers.Took(silo, known);
        using var patience = new CancellationTokenSource(activations.Patience(LongPoll), time);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, _leaving.Token, _waits.Token, cancellationToken);
        // A number from the future is that of an earlier activation, on a silo whose clock was ahead.
        var behind = known > _current.Number ? 0 : known;
        await _announced.Reached(behind + 1, end.Token)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        return _isAnnounced ? _current : new Rollout(known, []);
    }

    public async ValueTask Applied(long version, CancellationToken cancellationToken) =>
        await _updater.Applied(version, cancellationToken);

    public void EndWaits()
    {
        using var ended = _waits;
        _waits = new CancellationTokenSource();
        ended.Cancel();
    }

    public void LetGo() => _leaving.Cancel();

    public void Dispose()
    {
        _leaving.Dispose();
        _waits.Dispose();
    }

    private async Task Follow() => await _updater.Run(await addresses.Known.WaitAsync(_leaving.Token), _leaving.Token);

    private async ValueTask Apply(Topology wanted, CancellationToken cancellationToken)
    {
        try
        {
            await _rollout.Apply(wanted, cancellationToken);
        }
        finally
        {
            // The topology is in force where something failed, too: the rest of it works.
            _current = new Rollout(
                Math.Max(_current.Number + 1, time.GetUtcNow().ToUnixTimeMilliseconds()),
                [.. _topology.Current.Brokers.Select(broker => new SettledBroker(broker.Key, broker.Value))]);
            _isAnnounced = true;
            _announced.Reach(_current.Number);
        }

        await Touch(wanted);
        // Once a resource says that it is ready, every silo knows it.
        await followers.AllTook(_current.Number, SilosPatience, cancellationToken);
    }

    private async Task Keep()
    {
        while (!_leaving.IsCancellationRequested)
        {
            await followers.MembersChanged(options.UpkeepPeriod, _leaving.Token);
            try
            {
                await _rollout.Renew(_leaving.Token);
            }
            catch (AggregateException)
            {
                // The rollout has said what failed; the next round tries again.
            }

            await Touch(_topology.Current);
        }
    }

    private async Task Touch(Topology topology)
    {
        foreach (var some in topology.Sources.Where(source => loops.LoopOf(source.Value) is not null).Chunk(64))
            await Task.WhenAll(some.Select(source => TouchSource(source.Key)));
    }

    private async Task TouchSource(ResourceName source)
    {
        try
        {
            await grains.GetGrain<ISourceGrain>(source.ToString()).Run(_leaving.Token);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            Log.SourceNotRunning(_logger, source, failure.Message);
        }
    }

    private async Task Guard(string what, Func<Task> work)
    {
        while (!_leaving.IsCancellationRequested)
        {
            try
            {
                await work();
            }
            catch (Exception) when (_leaving.IsCancellationRequested)
            {
            }
            catch (Exception failure)
            {
                Log.Failed(_logger, what, failure);
                await Task.Delay(SilosPatience, time, _leaving.Token)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "{What} failed and is tried again")]
        public static partial void Failed(ILogger logger, string what, Exception failure);

        [LoggerMessage(2, LogLevel.Warning, "The source {Source} does not run; next try soon: {Failure}")]
        public static partial void SourceNotRunning(ILogger logger, ResourceName source, string failure);
    }
}
