using Fabric.Delivery;
using Fabric.Events;

namespace Fabric.Edge.Delivery;

/// <summary>
/// Joins deliveries that are open at the same time into requests of up to 100 events or 1 MiB. Each event keeps its own
/// attempts, and so its own retries, order and dead letter. Two requests are under way at most: what comes meanwhile
/// makes up the next one.
/// </summary>
internal sealed class BatchingSubscriber(BatchDelivery delivery) : ISubscriber
{
    private const int MostEvents = 100;
    private const long MostBytes = 1 << 20;
    private const int MostRequests = 2;

    private readonly Lock _gate = new();
    private readonly Queue<BatchedEvent> _waiting = [];
    private int _requests;

    public async ValueTask<DeliveryOutcome> Deliver(EventRecord record, CancellationToken cancellationToken)
    {
        var batched = new BatchedEvent(record, cancellationToken);
        using var timeout = cancellationToken.UnsafeRegister(static batched => ((BatchedEvent)batched!).GiveUp(), batched);
        bool begin;
        lock (_gate)
        {
            _waiting.Enqueue(batched);
            begin = _requests < MostRequests;
            _requests += begin ? 1 : 0;
        }

        // On another thread, so that the deliveries that begin in this turn go together.
        if (begin)
            ThreadPool.UnsafeQueueUserWorkItem(static subscriber => _ = subscriber.Send(), this, preferLocal: false);
        return await batched.Outcome.ConfigureAwait(false);
    }

    private async Task Send()
    {
        while (Next() is { Count: > 0 } batch)
            await delivery.Send(batch);
    }

    private List<BatchedEvent> Next()
    {
        var batch = new List<BatchedEvent>();
        var bytes = 0L;
        lock (_gate)
        {
            while (batch.Count < MostEvents && _waiting.TryPeek(out var next))
            {
                bytes += next.Record.Bytes.Length;
                if (batch.Count > 0 && bytes > MostBytes)
                    break;
                batch.Add(_waiting.Dequeue());
            }

            if (batch.Count == 0)
                _requests--;
        }

        return batch;
    }
}
