using Fabric.Events;

namespace Fabric.Brokers;

/// <summary>
/// The way into one broker partition: while one call is under way, everything that arrives is joined into the next.
/// Replies have a lane of their own, since they may use a full broker's reserve.
/// </summary>
internal sealed class PublishLane(
    IFabric fabric, ResourceName broker, int partition, PublishKind kind, PublishRoom room)
{
    private const int MostJoinedEvents = 10_000;
    private const long MostJoinedBytes = 16 << 20;
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly Queue<PendingPublish> _waiting = [];
    private long _bytes;
    private long _events;
    private bool _isSending;

    /// <summary>Answers when the broker did, or at once where too much waits.</summary>
    public Task<PublishOutcome> Publish(EventBatch events)
    {
        var pending = new PendingPublish(events);
        bool send;
        lock (_gate)
        {
            if (!room.TryTake(events, _bytes, _events))
                return Task.FromResult(new PublishOutcome(PublishStatus.Full,
                    Reason: $"Too many events wait for broker {broker}.", RetryAfter: RetryAfter));
            _bytes += events.TotalBytes;
            _events += events.Count;
            _waiting.Enqueue(pending);
            send = !_isSending;
            _isSending = true;
        }

        if (send)
            ThreadPool.UnsafeQueueUserWorkItem(static lane => _ = lane.Send(), this, preferLocal: false);
        return pending.Answer;
    }

    // Off the caller's scheduler and trace: it serves other callers too, as long as they keep coming.
    private async Task Send()
    {
        var call = new JoinedPublish(fabric.Broker(broker, partition), kind);
        while (Next() is { Count: > 0 } joined)
        {
            await call.Send(joined);
            Leave(joined);
        }
    }

    private List<PendingPublish> Next()
    {
        var joined = new List<PendingPublish>();
        var (events, bytes) = (0L, 0L);
        lock (_gate)
        {
            while (_waiting.TryPeek(out var pending))
            {
                events += pending.Events.Count;
                bytes += pending.Events.TotalBytes;
                if (joined.Count > 0 && (events > MostJoinedEvents || bytes > MostJoinedBytes))
                    break;
                joined.Add(_waiting.Dequeue());
            }

            _isSending = joined.Count > 0;
        }

        return joined;
    }

    private void Leave(List<PendingPublish> joined)
    {
        lock (_gate)
        {
            foreach (var pending in joined)
            {
                _bytes -= pending.Events.TotalBytes;
                _events -= pending.Events.Count;
                room.Return(pending.Events);
            }
        }
    }
}
