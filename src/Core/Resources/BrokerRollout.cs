using Fabric.Brokers;
using Fabric.EventLog;
using Microsoft.Extensions.Logging;

namespace Fabric.Resources;

/// <summary>Makes brokers exist, change and go.</summary>
internal sealed partial class BrokerRollout(IFabric fabric, ILogger logger)
{
    private readonly Dictionary<ResourceName, (BrokerSpec Wanted, BrokerSpec Settled)> _done = [];

    public bool Has(ResourceName broker) => _done.ContainsKey(broker);

    public IReadOnlyList<ResourceName> All => [.. _done.Keys];

    public IReadOnlyList<ResourceName> Gone(Topology topology) =>
        [.. _done.Keys.Where(broker => !topology.Brokers.ContainsKey(broker))];

    /// <summary>Configures every partition; answers what the broker is now.</summary>
    public async ValueTask<BrokerSpec> Configure(ResourceName broker, BrokerSpec wanted, CancellationToken cancellationToken)
    {
        if (_done.TryGetValue(broker, out var done) && done.Wanted == wanted)
            return done.Settled;
        var settled = await Settle(broker, wanted, cancellationToken);
        for (var partition = 0; partition < settled.Partitions; partition++)
            await fabric.Broker(broker, partition).Configure(settled, cancellationToken);
        _done[broker] = (wanted, settled);
        return settled;
    }

    /// <summary>Configures every partition once more.</summary>
    public async ValueTask Renew(ResourceName broker, CancellationToken cancellationToken)
    {
        var settled = _done[broker].Settled;
        for (var partition = 0; partition < settled.Partitions; partition++)
            await fabric.Broker(broker, partition).Configure(settled, cancellationToken);
    }

    public async ValueTask Delete(ResourceName broker, CancellationToken cancellationToken)
    {
        for (var partition = 0; partition < _done[broker].Settled.Partitions; partition++)
            await fabric.Broker(broker, partition).Delete(cancellationToken);
        _done.Remove(broker);
    }

    private async ValueTask<BrokerSpec> Settle(ResourceName broker, BrokerSpec wanted, CancellationToken cancellationToken)
    {
        var existing = (await fabric.Broker(broker, 0).Status(cancellationToken)).Spec;
        if (existing is null || (existing.Storage == wanted.Storage && existing.Partitions == wanted.Partitions))
            return wanted;
        if (await IsUsed(broker, existing.Partitions, cancellationToken))
        {
            Log.Kept(logger, broker, existing.Storage, existing.Partitions, wanted.Storage, wanted.Partitions);
            return wanted with { Storage = existing.Storage, Partitions = existing.Partitions };
        }

        for (var partition = wanted.Partitions; partition < existing.Partitions; partition++)
            await fabric.Broker(broker, partition).Delete(cancellationToken);
        return wanted;
    }

    private async ValueTask<bool> IsUsed(ResourceName broker, int partitions, CancellationToken cancellationToken)
    {
        for (var partition = 0; partition < partitions; partition++)
        {
            var status = await fabric.Broker(broker, partition).Status(cancellationToken);
            if (status.End > Offset.Zero || (status.Fault is not null && status.Spec is not null))
                return true;
        }

        return false;
    }

    private static partial class Log
    {
        [LoggerMessage(11, LogLevel.Warning,
            "Broker {Broker} holds events and stays as it was made, {Storage} with {Partitions} partitions, not {WantedStorage} with {WantedPartitions}; delete it to change that")]
        public static partial void Kept(
            ILogger logger, ResourceName broker, StorageKind storage, int partitions, StorageKind wantedStorage, int wantedPartitions);
    }
}
