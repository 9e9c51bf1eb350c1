using System.Collections.Concurrent;
using Fabric.Brokers;
using Fabric.EventLog;
using Fabric.Events;
using Fabric.Triggers;

namespace Fabric.Edge.Tests.Sources;

/// <summary>One broker that takes events as the test says and remembers them.</summary>
internal sealed class ScriptedFabric : IFabric, IBroker
{
    private readonly ConcurrentQueue<CloudEvent> _events = new();

    public Func<EventBatch, PublishOutcome> Answer { get; set; } =
        batch => new PublishOutcome(PublishStatus.Accepted, batch.Count);

    /// <summary>What was published, refused or not.</summary>
    public IReadOnlyList<CloudEvent> Events => [.. _events];

    public IBroker Broker(ResourceName broker, int partition) => this;

    public ITrigger Trigger(ResourceName trigger) => throw new NotSupportedException();

    public ValueTask<PublishOutcome> Publish(EventBatch events, PublishKind kind, CancellationToken cancellationToken)
    {
        foreach (var record in events.Records)
            _events.Enqueue(CloudEvent.From(record));
        return new(Answer(events));
    }

    public ValueTask Configure(BrokerSpec spec, CancellationToken cancellationToken) => default;

    public ValueTask<ReadOutcome> Read(ReadRequest request, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<Subscription> Subscribe(SubscribeRequest request, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask Acknowledge(ResourceName trigger, Offset before, CancellationToken cancellationToken) => default;

    public ValueTask Unsubscribe(ResourceName trigger, CancellationToken cancellationToken) => default;

    public ValueTask<Offset> Seek(DateTimeOffset time, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<BrokerStatus> Status(CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask Delete(CancellationToken cancellationToken) => default;
}
