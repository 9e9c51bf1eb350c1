using Fabric.Resources;
using Fabric.Resources.Resolving;

namespace Fabric.Edge.Api;

/// <summary>Adds to a trigger's stored status how it is doing at this moment: lag, deliveries, dead letters.</summary>
internal sealed class LiveStatus(TimeProvider time, IFabric? fabric = null)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public async Task<Resource> On(Resource resource, CancellationToken cancellationToken)
    {
        if (fabric is null || resource.Key.Kind != "Trigger" || resource.Status is not { } status)
            return resource;
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            var live = await fabric.Trigger(resource.Key.ResourceName).Status(either.Token).AsTask().WaitAsync(either.Token);
            return resource with { Status = TriggerConditions.WithLive(status, live, time.GetUtcNow()) };
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            // A trigger that does not answer, or whose silo has just gone, is shown as it was last seen.
            return resource;
        }
    }

    public async Task<IReadOnlyCollection<Resource>> On(IEnumerable<Resource> resources, CancellationToken cancellationToken) =>
        await Task.WhenAll(resources.Select(resource => On(resource, cancellationToken)));
}
