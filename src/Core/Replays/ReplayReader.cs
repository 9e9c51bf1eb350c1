using Fabric.Brokers;
using Fabric.EventLog;
using Fabric.Events;
using Fabric.Triggers;

namespace Fabric.Replays;

/// <summary>Reads what is replayed, as long as there is room for it.</summary>
internal sealed class ReplayReader(TriggerContext context, Inbox inbox, DeliveryLanes lanes)
{
    private static readonly TimeSpan RetryInterval = TimeSpan.FromSeconds(1);

    /// <summary>Ends where everything before the end is read, or the replay or the trigger ends.</summary>
    public async Task Read(Cursor cursor, Offset end)
    {
        while (cursor.ReadTo < end && !lanes.IsEnded && !context.IsStopping)
        {
            if (!context.IsActive || !inbox.HasRoom)
                await context.ReplayStirred.Wait();
            else if (!await TryRead(cursor, end))
                await context.Wait(RetryInterval, context.Stopping)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        }
    }

    private async ValueTask<bool> TryRead(Cursor cursor, Offset end)
    {
        try
        {
            var (maxEvents, maxBytes) = inbox.ReadSize;
            var broker = context.Broker(cursor.Partition);
            var read = await broker.Read(
                new ReadRequest(cursor.ReadTo, context.Spec.Filter, maxEvents, maxBytes, TimeSpan.Zero, cursor.Log), context.Stopping);
            if (read.Found && read.Next > cursor.ReadTo)
            {
                inbox.Take(cursor, Before(end, read.Events), Offset.Min(end, read.Next));
                lanes.Pump();
                return true;
            }

            return await IsGone(broker, cursor, end);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            context.Tally.Trouble($"Cannot read from broker {context.Spec.Broker} for the replay: {fault.Message}");
        }
        catch (OperationCanceledException)
        {
            // The trigger stops, or the broker moves.
        }

        return false;
    }

    /// <summary>Gives the rest up where the log is no longer the one that was to be replayed.</summary>
    private async ValueTask<bool> IsGone(IBroker broker, Cursor cursor, Offset end)
    {
        var status = await broker.Status(context.Stopping);
        if (status.Log is null || (status.Log == cursor.Log && status.End > cursor.ReadTo))
            return false;
        context.Tally.Trouble($"Broker {context.Spec.Broker} has a new log: what was left of the replay is not in it.");
        cursor.Read(end);
        return true;
    }

    private static EventBatch Before(Offset end, EventBatch events)
    {
        var count = events.Count;
        while (count > 0 && events[count - 1].Offset >= end.Value)
            count--;
        return count == events.Count ? events : EventBatch.Of(events.Records[..count]);
    }
}
