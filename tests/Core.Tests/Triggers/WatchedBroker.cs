using Fabric.Brokers;
using Fabric.EventLog;
using Fabric.Events;

namespace Fabric.Core.Tests.Triggers;

/// <summary>
/// A broker that gets its calls in turns and shows what was asked of it. It waits for events itself, within the test's
/// turns and nowhere else.
/// </summary>
internal sealed class WatchedBroker(Broker inner, PumpedTurns turns, TimeProvider time) : IBroker
{
    private const int FarEvents = 4;
    private readonly List<TaskCompletionSource> _waiting = [];

    /// <summary>What publishes are answered instead of being kept.</summary>
    public PublishOutcome? Refusal { get; set; }

    /// <summary>Thrown by reads; null for none.</summary>
    public IOException? ReadFailure { get; set; }

    public List<Offset> Acknowledged { get; } = [];

    public List<SubscribeRequest> Subscriptions { get; } = [];

    public List<ReadRequest> Reads { get; } = [];

    public List<EventBatch> Replies { get; } = [];

    public int Unsubscribed { get; private set; }

    public int PublishCalls { get; private set; }

    public ValueTask Configure(BrokerSpec spec, CancellationToken cancellationToken) => inner.Configure(spec, cancellationToken);

    public async ValueTask<PublishOutcome> Publish(EventBatch events, PublishKind kind, CancellationToken cancellationToken) =>
        await turns.Start(async () =>
        {
            PublishCalls++;
            if (Refusal is not null)
                return Refusal;
            if (kind == PublishKind.Reply)
                Replies.Add(events);
            return await Append(events, kind, cancellationToken);
        });

    /// <summary>Publishes within a turn, and is not counted.</summary>
    public async Task<PublishOutcome> Append(EventBatch events, PublishKind kind, CancellationToken cancellationToken)
    {
        var outcome = await inner.Publish(events, kind, cancellationToken);
        Wake();
        return outcome;
    }

    public async ValueTask<ReadOutcome> Read(ReadRequest request, CancellationToken cancellationToken)
    {
        Reads.Add(request);
        var until = time.GetUtcNow() + request.Wait;
        var from = request.From;
        while (true)
        {
            if (ReadFailure is not null)
                throw ReadFailure;
            var outcome = await inner.Read(request with { From = from, Wait = TimeSpan.Zero }, cancellationToken);
            if (!outcome.Found || outcome.Events.Count > 0 || outcome.Next - request.From >= FarEvents || time.GetUtcNow() >= until)
                return outcome;
            from = outcome.Next;
            await Wait(until - time.GetUtcNow(), cancellationToken);
        }
    }

    public ValueTask<Subscription> Subscribe(SubscribeRequest request, CancellationToken cancellationToken)
    {
        Subscriptions.Add(request);
        return inner.Subscribe(request, cancellationToken);
    }

    public ValueTask Acknowledge(ResourceName trigger, Offset before, CancellationToken cancellationToken)
    {
        Acknowledged.Add(before);
        return inner.Acknowledge(trigger, before, cancellationToken);
    }

    public ValueTask Unsubscribe(ResourceName trigger, CancellationToken cancellationToken)
    {
        Unsubscribed++;
        return inner.Unsubscribe(trigger, cancellationToken);
    }

    public ValueTask<Offset> Seek(DateTimeOffset time, CancellationToken cancellationToken) => inner.Seek(time, cancellationToken);

    public ValueTask<BrokerStatus> Status(CancellationToken cancellationToken) => inner.Status(cancellationToken);

    public async ValueTask Delete(CancellationToken cancellationToken)
    {
        await inner.Delete(cancellationToken);
        Wake();
    }

    private async Task Wait(TimeSpan atMost, CancellationToken cancellationToken)
    {
        var waiting = new TaskCompletionSource();
        _waiting.Add(waiting);
        await using var timer = time.CreateTimer(_ => waiting.TrySetResult(), null, atMost, Timeout.InfiniteTimeSpan);
        using var cancelled = cancellationToken.Register(() => waiting.TrySetCanceled(cancellationToken));
        await waiting.Task;
    }

    private void Wake()
    {
        var waiting = _waiting.ToArray();
        _waiting.Clear();
        foreach (var read in waiting)
            read.TrySetResult();
    }
}
