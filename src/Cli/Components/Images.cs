using System.Text.Json.Nodes;

namespace Fabric.Cli.Components;

/// <summary>Components that are declared by a container image.</summary>
internal static class Images
{
    /// <summary>The image of a Knative Service; null for every other kind.</summary>
    public static string? Of(JsonObject component) =>
        (component["spec"].Object("template", "spec")?["containers"] as JsonArray)?.FirstOrDefault().Text("image");

    /// <summary>The kind as <c>describe</c> shows it: <c>httppollersource</c>, or <c>service (image)</c>.</summary>
    public static string KindText(JsonObject component) =>
        Of(component) is { } image ? $"service ({image})" : component.Kind();
}
