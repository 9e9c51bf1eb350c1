using System.Diagnostics;

namespace Fabric.Triggers;

/// <summary>
/// Keeps up to <see cref="TriggerSpec.MaxInFlight"/> deliveries open. A lane is a loop that takes one event after the
/// other and ends when there is none. It goes on while what it handled is being saved, as long as not too much is: so
/// that a crash repeats little more than what was in flight. A replay has lanes of its own, a quarter as many, and enters
/// one of the trigger's with each delivery: together they are never more than the trigger may open.
/// </summary>
internal sealed class DeliveryLanes(
    TriggerContext context,
    NextEvent next,
    EventDelivery delivery,
    Inbox inbox,
    Action<DateTimeOffset> wakeAt,
    DeliveryLanes? host = null)
{
    private const int EventsWithoutYield = 64;

    private readonly Queue<TaskCompletionSource> _guests = new();
    private readonly Signal _closed = new();
    private bool _pumping;

    /// <summary>Lanes open now.</summary>
    public int InFlight { get; private set; }

    /// <summary>True once nothing new is begun.</summary>
    public bool IsEnded { get; private set; }

    private int Most => host is null ? context.Spec.MaxInFlight : Math.Max(1, context.Spec.MaxInFlight / 4);

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

    /// <summary>Begins nothing new, although the trigger goes on.</summary>
    public void End()
    {
        IsEnded = true;
        context.ReplayStirred.Set();
    }

    /// <summary>Waits until no lane is open.</summary>
    public async Task Closed()
    {
        while (InFlight > 0)
            await _closed.Wait();
    }

    private bool HasRoom => InFlight < Most;

    private PendingEvent? TakeNext() => _guests.Count == 0 && !IsEnded ? next.Take() : null;

    private async Task Run(PendingEvent? pending)
    {
        // A lane may be opened by a request to configure the trigger; its events belong to other traces.
        Activity.Current = null;
        try
        {
            for (var count = 1; pending is not null; count++)
            {
                await Deliver(pending);
                if (count % EventsWithoutYield == 0)
                    await Task.Yield();
                Pump();
                pending = InFlight <= Most ? TakeNext() : null;
            }
        }
        catch (OperationCanceledException) when (context.IsStopping || IsEnded)
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

    private Task Deliver(PendingEvent pending) => host is null ? delivery.Deliver(pending) : DeliverAt(host, pending);

    private async Task DeliverAt(DeliveryLanes trigger, PendingEvent pending)
    {
        await EnterActive(trigger);
        try
        {
            await delivery.Deliver(pending);
        }
        finally
        {
            trigger.Leave();
        }
    }

    // What was taken while the trigger delivered may find it paused once there is a lane.
    private async ValueTask EnterActive(DeliveryLanes trigger)
    {
        while (!context.IsStopping && !IsEnded)
        {
            if (!context.IsActive)
            {
                await context.ReplayStirred.Wait();
                continue;
            }

            await trigger.Enter();
            if (context.IsActive && !IsEnded)
                return;
            trigger.Leave();
        }

        throw new OperationCanceledException();
    }
}
