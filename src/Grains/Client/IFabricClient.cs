using Fabric.Brokers;
using Fabric.Events;
using Fabric.Tails;

namespace Fabric.Grains.Client;

/// <summary>The fabric's brokers for an Orleans application: for its clients and its own grains.</summary>
public interface IFabricClient
{
    /// <summary>Publishes an event; answers when it is as durable as the broker promises, or why it was refused.</summary>
    ValueTask<PublishOutcome> Publish(ResourceName broker, CloudEvent item, CancellationToken cancellationToken = default);

    /// <summary>Publishes events, each partition's share whole or not at all.</summary>
    ValueTask<PublishOutcome> Publish(ResourceName broker, EventBatch events, CancellationToken cancellationToken = default);

    /// <summary>
    /// Follows a broker's live tail: once this returns, what is published from then on is shown, though some may be lost. A
    /// grain that should go on listening wherever it lives subscribes to the stream itself (<see cref="Tails.TailStreams"/>).
    /// </summary>
    ValueTask<IAsyncEnumerable<TailSlice>> Follow(ResourceName broker, CancellationToken cancellationToken);
}
