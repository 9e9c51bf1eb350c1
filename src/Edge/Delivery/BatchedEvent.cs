using Fabric.Delivery;
using Fabric.Events;

namespace Fabric.Edge.Delivery;

/// <summary>One delivery that waits to go with others, and for its own outcome.</summary>
/// <param name="record">The event.</param>
/// <param name="timeout">The attempt's timeout.</param>
internal sealed class BatchedEvent(EventRecord record, CancellationToken timeout)
{
    private readonly TaskCompletionSource<DeliveryOutcome> _outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public EventRecord Record => record;

    public CancellationToken Timeout => timeout;

    public Task<DeliveryOutcome> Outcome => _outcome.Task;

    /// <summary>True where nobody waits for the outcome any more: the event is delivered by another attempt.</summary>
    public bool IsOver => _outcome.Task.IsCompleted;

    public void Answer(DeliveryOutcome outcome) => _outcome.TrySetResult(outcome);

    /// <summary>The attempt's time is over.</summary>
    public void GiveUp() => _outcome.TrySetCanceled(timeout);
}
