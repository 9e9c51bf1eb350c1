using Fabric.EventLog;

namespace Fabric.Brokers;

/// <summary>Opens the logs that brokers keep their events in; the host provides it.</summary>
public interface IEventLogs
{
    /// <summary>Opens the log of a broker partition and creates it where there is none.</summary>
    /// <exception cref="IOException">The storage does not work or does not exist here; the message says why.</exception>
    ValueTask<IEventLog> Open(ResourceName broker, int partition, BrokerSpec spec, CancellationToken cancellationToken);

    /// <summary>Removes the log of a broker partition, which is closed; nothing happens where there is none.</summary>
    ValueTask Delete(ResourceName broker, int partition, StorageKind storage, CancellationToken cancellationToken);
}
