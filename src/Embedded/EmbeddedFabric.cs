using System.Collections.Concurrent;
using Fabric.Brokers;
using Fabric.Delivery;
using Fabric.Resources;
using Fabric.Tails;
using Fabric.Telemetry;
using Fabric.Triggers;
using Microsoft.Extensions.Logging;

namespace Fabric.Embedded;

/// <summary>A fabric in one process: a dictionary of brokers and triggers, each made when it is first asked for.</summary>
public sealed partial class EmbeddedFabric : IFabric, IAsyncDisposable
{
    private readonly ConcurrentDictionary<(ResourceName, int), EmbeddedBroker> _brokers = [];
    private readonly ConcurrentDictionary<ResourceName, EmbeddedTrigger> _triggers = [];
    private readonly EmbeddedOptions _options;
    private readonly EmbeddedStorage _storage;
    private readonly BrokerEnvironment _brokerEnvironment;
    private readonly TriggerServices _triggerServices;
    private readonly TopologyRollout _rollout;
    private readonly ILogger _logger;
    private readonly TimeProvider _time;
    private Task? _stopped;
    private volatile bool _isStopping;

    /// <summary>Opens a node; it holds its data directory until it is stopped.</summary>
    /// <param name="options">Where the node keeps things.</param>
    /// <param name="topology">Gets each topology when it is applied.</param>
    /// <param name="subscribers">Opens what triggers deliver to.</param>
    /// <param name="time">The clock of everything.</param>
    /// <param name="loggers">Gets a line for each change of state.</param>
    /// <param name="metrics">Counts.</param>
    /// <exception cref="IOException">The data directory cannot be used, or another process uses it.</exception>
    public EmbeddedFabric(
        EmbeddedOptions options, TopologyHolder topology, ISubscribers subscribers, TimeProvider time,
        ILoggerFactory loggers, FabricMetrics metrics)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(topology);
        (_options, _time, _logger) = (options, time, loggers.CreateLogger<EmbeddedFabric>());
        _storage = new EmbeddedStorage(options.DataDirectory, time, loggers, metrics);
        Topology = topology;
        Publisher = new Publisher(this, topology, time);
        var tail = new LiveTail(metrics);
        Tail = tail;
        _brokerEnvironment = new BrokerEnvironment(_storage.Logs, _storage.Brokers, time, loggers, metrics) { Tail = tail };
        _triggerServices = new TriggerServices(
            this, subscribers, Publisher, _storage.Triggers, _storage.DeadLetters, time, metrics,
            loggers.CreateLogger<Trigger>());
        _rollout = new TopologyRollout(this, topology, loggers.CreateLogger<TopologyRollout>());
    }

    /// <summary>The topology in force.</summary>
    public ITopology Topology { get; }

    /// <summary>The way into this fabric's brokers.</summary>
    public Publisher Publisher { get; }

    /// <summary>Shows what is published.</summary>
    public ILiveTail Tail { get; }

    public IBroker Broker(ResourceName broker, int partition) =>
        _brokers.GetOrAdd((broker, partition), static (key, fabric) => fabric.NewBroker(key.Item1, key.Item2), this);

    public ITrigger Trigger(ResourceName trigger) =>
        _triggers.GetOrAdd(trigger, name => new EmbeddedTrigger(name, _triggerServices));

    /// <inheritdoc cref="TopologyRollout.Apply"/>
    public ValueTask Apply(Topology topology, CancellationToken cancellationToken) =>
        _rollout.Apply(topology, cancellationToken);

    /// <summary>
    /// Stops: triggers take no new events, deliveries under way finish or are handed back when the grace is over, cursors
    /// are saved, logs synced and closed. What is published meanwhile is refused as unavailable. Later calls wait for the first.
    /// </summary>
    public Task StopAsync(TimeSpan grace)
    {
        lock (_brokers)
            return _stopped ??= Stop(grace);
    }

    /// <summary>
    /// Takes nothing more in and delivers what memory brokers still hold, as far as targets take it, before the process
    /// ends. Call it before <see cref="StopAsync"/>.
    /// </summary>
    /// <returns>True where nothing is left; false where the grace was over first.</returns>
    public Task<bool> DrainAsync(TimeSpan grace) => new Drain(this, Publisher, Topology, _time).Run(grace);

    public async ValueTask DisposeAsync() => await StopAsync(_options.StopGrace);

    private async Task Stop(TimeSpan grace)
    {
        _isStopping = true;
        using var deadline = new CancellationTokenSource(grace, _time);
        await Task.WhenAll(_triggers.Select(trigger => Attempt(
            $"Trigger {trigger.Key}", async () => await trigger.Value.StopAsync(deadline.Token))));
        await Task.WhenAll(_brokers.Select(broker => Attempt(
            $"Broker {broker.Key.Item1}", async () => await broker.Value.DisposeAsync())));
        await _storage.DisposeAsync();
        _rollout.Dispose();
    }

    private EmbeddedBroker NewBroker(ResourceName name, int partition) =>
        new(name, partition, _brokerEnvironment, _isStopping);

    // One that cannot save its state must not keep the others from saving theirs.
    private async Task Attempt(string what, Func<Task> stop)
    {
        try
        {
            await stop();
        }
        catch (Exception failure)
        {
            Log.NotStopped(_logger, what, failure);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(20, LogLevel.Error, "{What} did not stop in order; what it did last may be done again")]
        public static partial void NotStopped(ILogger logger, string what, Exception failure);
    }
}
