namespace Fabric.Resources.Resolving;

/// <summary>The name that TriggerMesh gives the process of a source or target: <c>webhooksource-webhook</c>.</summary>
internal static class Workload
{
    public static ResourceName Of(CheckedResource resource) =>
        new(resource.Namespace, $"{resource.Key.Kind.ToLowerInvariant()}-{resource.Key.Name}");
}
