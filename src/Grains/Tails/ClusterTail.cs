using Fabric.Tails;
using Fabric.Telemetry;
using Microsoft.Extensions.Logging;

namespace Fabric.Grains.Tails;

/// <summary>
/// The live tails of a cluster's brokers, seen from this process: all who follow a broker here share one subscription to
/// its stream.
/// </summary>
public sealed class ClusterTail(
    IClusterClient client, IFabric fabric, FabricMetrics metrics, TimeProvider time, ILogger<ClusterTail> logger) : ILiveTail, IAsyncDisposable
{
    private readonly LiveTail _here = new(metrics);
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly Dictionary<ResourceName, TailSubscription> _subscriptions = [];

    public async ValueTask<IAsyncEnumerable<TailSlice>> Follow(ResourceName broker, CancellationToken cancellationToken)
    {
        var reader = _here.Open(broker, cancellationToken, partition => CurrentLog(broker, partition, cancellationToken));
        // A grain that follows would get its events in its own turns, if this ran on its scheduler.
        await Task.Run(() => Join(broker, cancellationToken), cancellationToken);
        cancellationToken.UnsafeRegister(_ => Task.Run(() => Leave(broker)), null);
        await Start(reader, broker, cancellationToken);
        return reader.Read();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var subscription in _subscriptions.Values)
            await subscription.DisposeAsync();
        _turn.Dispose();
    }

    // The stream may still carry what somebody listened to before.
    private async Task Start(TailReader reader, ResourceName broker, CancellationToken cancellationToken)
    {
        var partitions = 1;
        for (var partition = 0; partition < partitions; partition++)
        {
            var status = await fabric.Broker(broker, partition).Status(cancellationToken);
            partitions = status.Spec?.Partitions ?? 1;
            if (status.Log is { } log)
                reader.Start(partition, log, status.End);
        }
    }

    private async ValueTask<Guid?> CurrentLog(ResourceName broker, int partition, CancellationToken cancellationToken)
    {
        try
        {
            return (await fabric.Broker(broker, partition).Status(cancellationToken)).Log;
        }
        catch (Exception)
        {
            return null; // Better twice than not at all: whoever cannot be asked takes nothing back.
        }
    }

    private async Task Join(ResourceName broker, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (!_subscriptions.TryGetValue(broker, out var subscription))
            {
                subscription = new TailSubscription(client, fabric, broker, _here, time, logger);
                await subscription.Begin();
                _subscriptions.Add(broker, subscription);
            }

            subscription.Followers++;
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task Leave(ResourceName broker)
    {
        await _turn.WaitAsync();
        try
        {
            var subscription = _subscriptions[broker];
            if (--subscription.Followers > 0)
                return;
            _subscriptions.Remove(broker);
            await subscription.DisposeAsync();
        }
        finally
        {
            _turn.Release();
        }
    }
}
