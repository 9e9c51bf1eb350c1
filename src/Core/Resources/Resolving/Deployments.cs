using Fabric.Resources.Validation;

namespace Fabric.Resources.Resolving;

/// <summary>The status of Deployments: a display is up, anything else does not run here.</summary>
internal static class Deployments
{
    public static void Write(StatusDraft status, CheckedResource deployment)
    {
        if (!PodTemplate.IsDisplay(deployment))
        {
            status.False("Available", "ImageNotBuiltIn", NotBuiltIn(deployment));
            return;
        }

        status.True("Available", "MinimumReplicasAvailable", "the built-in display stands in for the image")
            .True("Progressing", "NewReplicaSetAvailable");
        // kubectl rollout status compares these with spec.replicas.
        var replicas = deployment.Spec["replicas"].Integer ?? 1;
        foreach (var field in new[] { "replicas", "readyReplicas", "availableReplicas", "updatedReplicas" })
            status.Fields[field] = replicas;
    }

    public static string NotBuiltIn(CheckedResource workload) =>
        $"{workload.Key} does not run here: its image {string.Join(", ", PodTemplate.Images(workload).Select(Shown.Quote).DefaultIfEmpty("is missing and"))} is not a built-in display";
}
