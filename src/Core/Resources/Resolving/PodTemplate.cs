using Fabric.Resources.Validation;

namespace Fabric.Resources.Resolving;

/// <summary>What of a pod has a meaning here: its labels and its images.</summary>
internal static class PodTemplate
{
    /// <summary>The images of a Deployment's or Knative Service's containers.</summary>
    public static List<string> Images(CheckedResource workload) =>
        [.. workload.Spec["template"]["spec"]["containers"].Items.Select(container => container["image"].Text).OfType<string>()];

    public static bool IsDisplay(CheckedResource workload) => Images(workload).Exists(ImageName.IsDisplay);

    /// <summary>True where a Service's selector picks the Deployment's pods.</summary>
    public static bool Selects(FieldReader selector, CheckedResource deployment)
    {
        var labels = deployment.Spec["template"]["metadata"]["labels"];
        return selector.Entries.Any() && selector.Entries.All(label => label.Value.Text is { } value && labels[label.Name].Text == value);
    }
}
