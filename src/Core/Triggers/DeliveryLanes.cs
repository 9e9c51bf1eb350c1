using System.Diagnostics;

namespace Fabric.Triggers;

/// <summary>
/// Keeps up to <see cref="TriggerSpec.MaxInFlight"/> deliveries open. A lane is a loop that takes one event after the
/// other and ends when there is none. It goes on while what it handled is being saved, as long as not too much is: so
/// that a crash repeats little more than what was in flight.
/// </summary>
internal sealed class DeliveryLanes(
    TriggerContext context, NextEvent next, EventDelivery delivery, Inbox inbox, Action<DateTimeOffset> wakeAt)
{
    private const int EventsWithoutYield = 64;

    private readonly Queue<TaskCompletionSource> _guests = new();
    private readonly Signal _closed = new();
    private bool _pumping;

    /// <summary>Lanes open now.</summary>
    public int InFlight { get; private set; }

    /// <summary>Opens lanes as long as there is something to deliver; to be called whenever there may be.</summary>
    public void Pump()
    {
        if (_pumping)
            return;
        _pumping = true;
        try
        {
            while (HasRoom && TakeNext() is { } pending)
            {
                InFlight++;
                _ = Run(pending);
            }
        }
        finally
        {
            _pumping = false;
        }

        inbox.Stir();
        // Where there is no room, the lane that is left looks again.
        if (HasRoom && _guests.Count == 0 && next.WakeAt() is { } time)
            wakeAt(time);
    }

    /// <summary>Waits for a lane that one delivery from elsewhere may use, and takes it.</summary>
    public async ValueTask Enter()
    {
        if (HasRoom && _guests.Count == 0)
        {
            InFlight++;
            return;
        }

        var turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _guests.Enqueue(turn);
        await turn.Task;
    }

    /// <summary>Gives a lane back.</summary>
    public void Leave()
    {
        if (_guests.TryDequeue(out var guest))
        {
            guest.SetResult();
            return;
        }

        InFlight--;
        if (InFlight == 0)
            _closed.Set();
        Pump();
    }

    /// <summary>Waits until no lane is open.</summary>
    public async Task Closed()
    {
        while (InFlight > 0)
            await _closed.Wait();
    }

    private bool HasRoom => InFlight < context.Spec.MaxInFlight;

    private PendingEvent? TakeNext() => _guests.Count == 0 ? next.Take() : null;

    private async Task Run(PendingEvent? pending)
    {
        // A lane may be opened by a request to configure the trigger; its events belong to other traces.
        Activity.Current = null;
        try
        {
            for (var count = 1; pending is not null; count++)
            {
                await delivery.Deliver(pending);
                if (count % EventsWithoutYield == 0)
                    await Task.Yield();
                Pump();
                pending = InFlight <= context.Spec.MaxInFlight ? TakeNext() : null;
            }
        }
        catch (OperationCanceledException) when (context.IsStopping)
        {
            // The event stays unhandled; it is delivered again after the restart.
        }
        catch (Exception defect)
        {
            context.Tally.Broken(defect);
            context.Stop();
        }

        Leave();
    }
}
