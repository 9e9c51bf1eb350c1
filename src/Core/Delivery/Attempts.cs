using System.Diagnostics;
using Fabric.Events;
using Fabric.Telemetry;

namespace Fabric.Delivery;

/// <summary>Makes single attempts, each with a timeout.</summary>
internal sealed class Attempts(TimeProvider time)
{
    private readonly AttemptTimers _timers = new(time);

    /// <summary>True once <see cref="Abort"/> was called: no attempt comes to anything any more.</summary>
    public bool Aborted => _timers.Aborted;

    /// <summary>Delivers one event; null when the attempt was aborted.</summary>
    public async ValueTask<DeliveryOutcome?> Deliver(ISubscriber subscriber, EventRecord record, TimeSpan timeout)
    {
        using var activity = FabricActivities.StartFor(record, "deliver", ActivityKind.Producer);
        var timer = _timers.Start(timeout);
        try
        {
            return await subscriber.Deliver(record, timer.Source.Token);
        }
        catch (OperationCanceledException) when (timer.Source.IsCancellationRequested)
        {
            return Aborted ? null : TimedOut(timeout);
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            // A subscriber that breaks its promise not to throw must not take the lane with it.
            return new DeliveryOutcome(DeliveryStatus.Retryable) { Reason = fault.Message };
        }
        finally
        {
            _timers.End(timer);
        }
    }

    /// <summary>Ends every attempt under way.</summary>
    public void Abort() => _timers.Abort();

    private static DeliveryOutcome TimedOut(TimeSpan timeout) =>
        new(DeliveryStatus.Retryable) { Reason = $"There was no answer within {timeout.TotalSeconds:0.###} s.", TimedOut = true };
}
