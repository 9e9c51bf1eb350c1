using System.Collections.Concurrent;
using Fabric.Brokers;
using Fabric.EventLog;
using Fabric.Events;
using Fabric.Triggers;

namespace Fabric.Edge.Tests.Ingest;

/// <summary>A fabric whose only broker answers publishes as a test says, and remembers what it accepted.</summary>
internal sealed class FakeFabric : IFabric, IBroker
{
    public ConcurrentQueue<EventRecord> Kept { get; } = new();

    public PublishOutcome Answer { get; set; } = new(PublishStatus.Accepted);

    public CloudEvent Only => CloudEvent.From(Assert.Single(Kept));

    public IBroker Broker(ResourceName broker, int partition) => this;

    public ITrigger Trigger(ResourceName trigger) => throw new NotSupportedException();

    public ValueTask<PublishOutcome> Publish(EventBatch events, PublishKind kind, CancellationToken cancellationToken)
    {
        if (Answer.Status != PublishStatus.Accepted)
            return new(Answer);
        foreach (var record in events.Records)
            Kept.Enqueue(record);
        return new(Answer with { Stored = events.Count - Answer.Duplicates });
    }

    public ValueTask Configure(BrokerSpec spec, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<ReadOutcome> Read(ReadRequest request, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<Subscription> Subscribe(SubscribeRequest request, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask Acknowledge(ResourceName trigger, Offset before, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask Unsubscribe(ResourceName trigger, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<Offset> Seek(DateTimeOffset time, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<BrokerStatus> Status(CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask Delete(CancellationToken cancellationToken) => throw new NotSupportedException();
}
