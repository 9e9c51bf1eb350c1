using Fabric.Brokers;
using Fabric.Events;

namespace Fabric.Triggers;

/// <summary>Reads again the events of which only the offset was kept.</summary>
internal sealed class SpilledEvents(TriggerContext context, KeyedQueue queue)
{
    private const int MaxEvents = 64;
    private const int MaxBytes = 1 << 20;
    private static readonly TimeSpan RetryInterval = TimeSpan.FromSeconds(1);

    /// <summary>Loads one event, and what follows it in its line; false where the broker dropped it meanwhile.</summary>
    public async ValueTask<bool> Load(PendingEvent pending)
    {
        while (true)
        {
            try
            {
                var request = new ReadRequest(
                    pending.Offset, null, MaxEvents, MaxBytes, TimeSpan.Zero, pending.Cursor.Log);
                var read = await context.Broker(pending.Cursor.Partition).Read(request, context.Aborted);
                return TakeIn(pending, read);
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                context.Tally.Trouble($"Cannot read from broker {context.Spec.Broker}: {fault.Message}");
            }

            await context.Wait(RetryInterval, context.Aborted);
        }
    }

    private bool TakeIn(PendingEvent pending, ReadOutcome read)
    {
        if (!read.Found || read.Events.Count == 0 || read.Events[0].Offset != pending.Offset.Value)
        {
            context.Tally.Trouble(
                $"Broker {context.Spec.Broker} dropped events that waited behind a failing one of the same key.");
            return false;
        }

        pending.Load(read.Events[0]);
        queue.Refill(pending, read.Events);
        return true;
    }
}
