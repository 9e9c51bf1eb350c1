using Fabric.Delivery;
using Fabric.Events;
using Fabric.Resources;
using Fabric.Targets;

namespace Fabric.Edge.Targets;

/// <summary>Finds a target by its workload name in the topology in force, and hands it an event.</summary>
internal sealed class TargetRouter(
    ITopology topology, CloudEventsForwarder forwarder, HttpRequester requester, Transformer transformer, Displays displays)
{
    public bool Knows(ResourceName workload) => topology.Current.Targets.ContainsKey(workload);

    public ValueTask<DeliveryOutcome> Deliver(ResourceName workload, EventRecord record, CancellationToken cancellationToken) =>
        topology.Current.Targets.GetValueOrDefault(workload) switch
        {
            CloudEventsTargetSpec target => forwarder.Deliver(target, record, cancellationToken),
            HttpTargetSpec target => requester.Deliver(target, record, cancellationToken),
            TransformationSpec transformation => transformer.Deliver(transformation, record, cancellationToken),
            DisplaySpec display => ValueTask.FromResult(displays.Show(workload, display, record)),
            _ => ValueTask.FromResult(Missing(workload)),
        };

    private static DeliveryOutcome Missing(ResourceName workload) => new(DeliveryStatus.Retryable)
    {
        Code = 404,
        Reason = $"there is no target {workload} here; declare it or correct the reference",
    };
}
