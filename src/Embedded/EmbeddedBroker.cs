using Fabric.Brokers;
using Fabric.EventLog;
using Fabric.Events;

namespace Fabric.Embedded;

/// <summary>A broker partition as an object of this process: opened by its first call, one call at a time.</summary>
internal sealed class EmbeddedBroker(ResourceName name, int partition, BrokerEnvironment environment, bool stopped = false)
    : IBroker, IAsyncDisposable
{
    private readonly Mailbox _mailbox = new();
    private Broker? _broker;
    private volatile bool _stopped = stopped;

    public ValueTask Configure(BrokerSpec spec, CancellationToken cancellationToken) =>
        _mailbox.Call(async () => await (await Broker(cancellationToken)).Configure(spec, cancellationToken));

    public ValueTask<PublishOutcome> Publish(EventBatch events, PublishKind kind, CancellationToken cancellationToken) =>
        _mailbox.Call(async () => await (await Broker(cancellationToken)).Publish(events, kind, cancellationToken));

    public ValueTask<ReadOutcome> Read(ReadRequest request, CancellationToken cancellationToken) =>
        _mailbox.Interleave(() => _broker is { } open ? open.Read(request, cancellationToken) : ReadFirst(request, cancellationToken));

    public ValueTask<Subscription> Subscribe(SubscribeRequest request, CancellationToken cancellationToken) =>
        _mailbox.Call(async () => await (await Broker(cancellationToken)).Subscribe(request, cancellationToken));

    public ValueTask Acknowledge(ResourceName trigger, Offset before, CancellationToken cancellationToken) =>
        _mailbox.Call(async () => await (await Broker(cancellationToken)).Acknowledge(trigger, before, cancellationToken));

    public ValueTask Unsubscribe(ResourceName trigger, CancellationToken cancellationToken) =>
        _mailbox.Call(async () => await (await Broker(cancellationToken)).Unsubscribe(trigger, cancellationToken));

    public ValueTask<Offset> Seek(DateTimeOffset time, CancellationToken cancellationToken) =>
        _mailbox.Call(async () => await (await Broker(cancellationToken)).Seek(time, cancellationToken));

    public ValueTask<BrokerStatus> Status(CancellationToken cancellationToken) =>
        _mailbox.Call(async () => await (await Broker(cancellationToken)).Status(cancellationToken));

    public ValueTask Delete(CancellationToken cancellationToken) =>
        _mailbox.Call(async () => await (await Broker(cancellationToken)).Delete(cancellationToken));

    /// <summary>Closes the broker where it is open; it is not opened any more.</summary>
    public ValueTask DisposeAsync()
    {
        _stopped = true;
        return _mailbox.Call(() => _broker?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    private async ValueTask<Broker> Broker(CancellationToken cancellationToken) => _broker ??= _stopped
        ? throw new InvalidOperationException($"Broker {name} is unavailable: the node is stopping.")
        : await Brokers.Broker.Open(name, partition, environment, cancellationToken);

    // The first read must not open the broker beside a call that does: it waits for its turn once.
    private async ValueTask<ReadOutcome> ReadFirst(ReadRequest request, CancellationToken cancellationToken)
    {
        var broker = await _mailbox.Call(async () => await Broker(cancellationToken));
        return await broker.Read(request, cancellationToken);
    }
}
