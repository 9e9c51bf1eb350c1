using Fabric.Brokers;
using Fabric.Triggers;
using Microsoft.Extensions.Logging;

namespace Fabric.Resources;

/// <summary>
/// Makes a fabric what a topology says: brokers first, then triggers; what disappeared is deleted, triggers first.
/// Remembers what it did, so that only what changed is touched.
/// </summary>
public sealed partial class TopologyRollout(IFabric fabric, TopologyHolder topology, ILogger<TopologyRollout> logger)
    : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1);
    private readonly BrokerRollout _brokers = new(fabric, logger);
    private readonly TriggerRollout _triggers = new(fabric);

    /// <summary>
    /// Applies a topology. Once it returns, every trigger gets what is published from now on. Storage and partitions of a
    /// broker that holds events stay as they are; <see cref="ITopology.Current"/> says how they are.
    /// </summary>
    /// <exception cref="AggregateException">Some resources failed; the others are in force. Applying it again tries them again.</exception>
    public async ValueTask Apply(Topology wanted, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        await _turn.WaitAsync(cancellationToken);
        try
        {
            var attempts = new Attempts(logger);
            var settled = await ConfigureBrokers(wanted, attempts, cancellationToken);
            foreach (var trigger in _triggers.Gone(settled))
                await attempts.Try("trigger", trigger, () => _triggers.Delete(trigger, cancellationToken));
            // A trigger's place in the broker is fixed before anybody can publish to it, and what triggers deliver to is
            // known before they begin.
            foreach (var (trigger, spec) in _triggers.New(settled))
                await attempts.Try("trigger", trigger, () => _triggers.Subscribe(trigger, spec, cancellationToken));
            topology.Set(settled);
            foreach (var (trigger, spec) in _triggers.Changed(settled))
                await attempts.Try("trigger", trigger, () => _triggers.Configure(trigger, spec, cancellationToken));
            foreach (var broker in _brokers.Gone(settled))
                await attempts.Try("broker", broker, () => _brokers.Delete(broker, cancellationToken));
            attempts.ThrowIfAny();
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>
    /// Has everything that was applied run, wherever that is: what a silo took with it comes up elsewhere. Changes nothing
    /// where it runs.
    /// </summary>
    /// <exception cref="AggregateException">Some do not run; the others do.</exception>
    public async ValueTask Renew(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            var attempts = new Attempts(logger);
            await attempts.TryAll("broker", _brokers.All, broker => _brokers.Renew(broker, cancellationToken));
            await attempts.TryAll("trigger", _triggers.All, trigger => _triggers.Renew(trigger, cancellationToken));
            attempts.ThrowIfAny();
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    private async ValueTask<Topology> ConfigureBrokers(Topology wanted, Attempts attempts, CancellationToken cancellationToken)
    {
        var settled = new Dictionary<ResourceName, BrokerSpec>(wanted.Brokers);
        foreach (var (broker, spec) in wanted.Brokers)
        {
            var isNew = !_brokers.Has(broker);
            await attempts.Try("broker", broker, async () => settled[broker] = await _brokers.Configure(broker, spec, cancellationToken));
            if (isNew)
                await attempts.Try("broker", broker, () => _triggers.DeleteOrphans(broker, settled[broker], wanted, cancellationToken));
        }

        return wanted.Settle(settled);
    }

    /// <summary>Goes on with the other resources when one fails.</summary>
    private sealed class Attempts(ILogger logger)
    {
        private const int AtOnce = 64;
        private readonly List<Exception> _failures = [];

        public async ValueTask Try(string kind, ResourceName name, Func<ValueTask> attempt)
        {
            try
            {
                await attempt();
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                Log.Failed(logger, kind, name, failure.Message);
                _failures.Add(failure);
            }
        }

        public async ValueTask TryAll(string kind, IReadOnlyList<ResourceName> names, Func<ResourceName, ValueTask> attempt)
        {
            foreach (var some in names.Chunk(AtOnce))
                await Task.WhenAll(some.Select(name => Try(kind, name, () => attempt(name)).AsTask()));
        }

        public void ThrowIfAny()
        {
            if (_failures.Count > 0)
                throw new AggregateException("Some resources could not be put in force.", _failures);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(10, LogLevel.Error, "The {Kind} {Name} could not be changed: {Failure}")]
        public static partial void Failed(ILogger logger, string kind, ResourceName name, string failure);
    }
}
