using Fabric.Delivery;
using Fabric.Resources.Kinds;
using Fabric.Targets;

namespace Fabric.Resources.Resolving;

/// <summary>Resolves displays, however they are declared, and Services that stand for something outside.</summary>
internal static class DisplayPass
{
    public static void Run(TopologyDraft draft)
    {
        var claims = new NameClaims();
        foreach (var resource in draft.Of(key => IsDisplayKind(key) || IsKnativeService(key) || IsCoreService(key)))
        {
            if (IsCoreService(resource.Key))
                CoreServices.Add(draft, resource, claims);
            else if (IsKnativeService(resource.Key))
                KnativeService(draft, resource, claims);
            else
                AddDisplay(draft, resource, claims, (int)Math.Clamp(resource.Spec["keep"].Integer ?? 1_000, 1, 100_000));
        }

        foreach (var deployment in draft.Of("apps", "Deployment"))
            Deployments.Write(draft.Status(deployment), deployment);
    }

    /// <summary>Makes a display of a resource, unless another has its name.</summary>
    public static void AddDisplay(TopologyDraft draft, CheckedResource resource, NameClaims claims, int keep = 1_000)
    {
        if (!claims.Claim(draft, resource, resource.Name))
            return;
        var address = draft.Addresses.ClusterLocal(resource.Key.Name, resource.Namespace);
        var node = draft.Addresses.Node("displays", resource.Namespace, resource.Key.Name);
        var status = draft.Status(resource).True("Addressable");
        status.Address(address.OriginalString, ("http", address.OriginalString), ("node", node.OriginalString));
        if (IsKnativeService(resource.Key))
        {
            status.True("ConfigurationsReady").True("RoutesReady");
            status.Fields["url"] = address.OriginalString;
        }

        var destination = new Destination(address, DestinationKind.Display, resource.Name);
        draft.Targets.TryAdd(resource.Name, new DisplaySpec { Name = resource.Name, Workload = resource.Key.Name, Keep = keep });
        draft.Hosts.TryAdd(resource.Name, destination);
        draft.Addressables[resource.Key] = new(destination);
    }

    private static void KnativeService(TopologyDraft draft, CheckedResource service, NameClaims claims)
    {
        if (PodTemplate.IsDisplay(service))
        {
            AddDisplay(draft, service, claims);
            return;
        }

        // Whoever runs the image elsewhere says where.
        if (service.Resource.Metadata.Annotations.ContainsKey(CoreServiceKind.UrlAnnotation))
        {
            CoreServices.Add(draft, service, claims);
            return;
        }

        var problem = Deployments.NotBuiltIn(service) + "; declare a v1 Service with spec.externalName or the annotation eventfabric.dev/url instead, or use its uri";
        draft.Status(service).False("ConfigurationsReady", "ImageNotBuiltIn", problem).False("RoutesReady", "ImageNotBuiltIn", problem);
        draft.Addressables[service.Key] = new(null, problem);
    }

    private static bool IsDisplayKind(ResourceKey key) => key is { Group: "eventfabric.dev", Kind: "Display" };

    private static bool IsKnativeService(ResourceKey key) => key is { Group: "serving.knative.dev", Kind: "Service" };

    private static bool IsCoreService(ResourceKey key) => key is { Group: "", Kind: "Service" };
}
