using System.Text.Json.Nodes;
using Fabric.Resources;

namespace Fabric.Edge.Api;

/// <summary>The copy of the manifest that <c>kubectl apply</c> keeps in an annotation, shown with its secrets masked.</summary>
internal static class LastApplied
{
    private const string Annotation = "kubectl.kubernetes.io/last-applied-configuration";

    /// <summary>A masked copy that comes back as it was shown means the copy that is stored.</summary>
    public static void Restore(JsonObject manifest, Resource? before)
    {
        if (before is null || !before.Metadata.Annotations.TryGetValue(Annotation, out var stored)
            || manifest["metadata"]?["annotations"] is not JsonObject annotations)
        {
            return;
        }

        if (annotations.Text(Annotation) == SensitiveFields.Hide(before).Metadata.Annotations[Annotation])
            annotations[Annotation] = stored;
    }
}
