using Fabric.Events;

namespace Fabric.Brokers;

/// <summary>One caller's batch that waits for its answer.</summary>
internal sealed class PendingPublish(EventBatch events)
{
    private readonly TaskCompletionSource<PublishOutcome> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public EventBatch Events => events;

    public Task<PublishOutcome> Answer => _answer.Task;

    public void Reply(PublishOutcome outcome) => _answer.TrySetResult(outcome);

    /// <summary>True where this batch is refused because a full broker refused another one that needs no more room.</summary>
    public bool NeedsAtLeast(PendingPublish other) =>
        events.Count >= other.Events.Count && events.TotalBytes >= other.Events.TotalBytes;
}
