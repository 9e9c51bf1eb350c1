using Fabric.EventLog;
using Fabric.Events;

namespace Fabric.Brokers;

/// <summary>
/// One partition of a broker: it keeps events and lets triggers pull them. Called by the edge (publish) and by triggers
/// (read); it never calls either. All methods answer with an outcome; they throw only when the call itself failed.
/// </summary>
public interface IBroker
{
    /// <summary>Makes the partition exist or changes it; storage and partitions of an existing one stay as they are.</summary>
    ValueTask Configure(BrokerSpec spec, CancellationToken cancellationToken);

    /// <summary>Keeps events; answers when they are as durable as the broker promises.</summary>
    ValueTask<PublishOutcome> Publish(EventBatch events, PublishKind kind, CancellationToken cancellationToken);

    /// <summary>Reads matching events, and waits for some where there are none (long poll). Does not hold the broker's turn.</summary>
    ValueTask<ReadOutcome> Read(ReadRequest request, CancellationToken cancellationToken);

    /// <summary>Registers a trigger, or renews it after a restart. Events from the position on are kept for it.</summary>
    ValueTask<Subscription> Subscribe(SubscribeRequest request, CancellationToken cancellationToken);

    /// <summary>Says that a trigger has handled everything before an offset.</summary>
    ValueTask Acknowledge(ResourceName trigger, Offset before, CancellationToken cancellationToken);

    /// <summary>Forgets a trigger: nothing is kept for it any more.</summary>
    ValueTask Unsubscribe(ResourceName trigger, CancellationToken cancellationToken);

    /// <summary>The first offset appended at or after a time.</summary>
    ValueTask<Offset> Seek(DateTimeOffset time, CancellationToken cancellationToken);

    ValueTask<BrokerStatus> Status(CancellationToken cancellationToken);

    /// <summary>Removes the partition and everything it keeps.</summary>
    ValueTask Delete(CancellationToken cancellationToken);
}
