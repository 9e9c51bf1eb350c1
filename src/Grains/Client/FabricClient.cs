using Fabric.Brokers;
using Fabric.Events;
using Fabric.Tails;

namespace Fabric.Grains.Client;

/// <inheritdoc cref="IFabricClient"/>
internal sealed class FabricClient(KnownBrokers brokers, IFabric fabric, ILiveTail tail, TimeProvider time) : IFabricClient
{
    private readonly Publisher _publisher = new(fabric, brokers, time);

    public ValueTask<PublishOutcome> Publish(ResourceName broker, CloudEvent item, CancellationToken cancellationToken) =>
        Publish(broker, item.ToBatch(), cancellationToken);

    public async ValueTask<PublishOutcome> Publish(ResourceName broker, EventBatch events, CancellationToken cancellationToken)
    {
        try
        {
            await brokers.Find(broker, cancellationToken);
        }
        catch (Exception failure) when (failure is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            return new PublishOutcome(PublishStatus.Unavailable, Reason: $"The broker did not answer: {failure.Message}");
        }

        return await _publisher.Publish(broker, events, PublishKind.Ingest, cancellationToken);
    }

    public ValueTask<IAsyncEnumerable<TailSlice>> Follow(ResourceName broker, CancellationToken cancellationToken) =>
        tail.Follow(broker, cancellationToken);
}
