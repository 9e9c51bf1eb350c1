using Fabric.Events;

namespace Fabric.Delivery;

/// <summary>Takes events, one at a time a call, any number of calls at once.</summary>
public interface ISubscriber
{
    /// <summary>
    /// Makes one attempt. Answers with an outcome whatever the subscriber does; throws only
    /// <see cref="OperationCanceledException"/>, when the caller's timeout is over.
    /// </summary>
    ValueTask<DeliveryOutcome> Deliver(EventRecord record, CancellationToken cancellationToken);
}

/// <summary>Opens subscribers; the edge provides it. Subscribers are cheap and keep no state of their own.</summary>
public interface ISubscribers
{
    ISubscriber Open(Destination destination);
}
