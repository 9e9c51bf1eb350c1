using Fabric.Delivery;
using Fabric.Edge.Targets;
using Fabric.Events;

namespace Fabric.Edge.Delivery;

/// <summary>A target or display of this fabric, looked up anew at each delivery.</summary>
internal sealed class TargetSubscriber(ResourceName workload, TargetRouter targets) : ISubscriber
{
    public ValueTask<DeliveryOutcome> Deliver(EventRecord record, CancellationToken cancellationToken) =>
        targets.Deliver(workload, record, cancellationToken);
}
