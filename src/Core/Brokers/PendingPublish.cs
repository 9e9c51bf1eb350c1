using Fabric.Events;

namespace Fabric.Brokers;

/// <summary>One caller's batch that waits for its answer.</summary>
/// <param name="events">The batch.</param>
/// <param name="since">When it came, as a timestamp of the lane's clock.</param>
internal sealed class PendingPublish(EventBatch events, long since)
    : TaskCompletionSource<PublishOutcome>(TaskCreationOptions.RunContinuationsAsynchronously)
{
    public EventBatch Events => events;

    public long Since => since;

    public void Reply(PublishOutcome outcome) => TrySetResult(outcome);

    /// <summary>True where this batch is refused because a full broker refused another one that needs no more room.</summary>
    public bool NeedsAtLeast(PendingPublish other) =>
        events.Count >= other.Events.Count && events.TotalBytes >= other.Events.TotalBytes;
}
