using System.Text.Json.Nodes;

namespace Fabric.Cli.Components;

/// <summary>Components that are declared by a container image.</summary>
internal static class Images
{
    /// <summary>The image of a Knative Service; null for every other kind.</summary>
    public static string? Of(JsonObject component) =>
        (component["spec"].Object("template", "spec")?["containers"] as JsonArray)?.FirstOrDefault().Text("image");

    /// <summary>A variable of the container's environment.</summary>
    public static string? Variable(JsonObject component, string name) =>
        ((component["spec"].Object("template", "spec")?["containers"] as JsonArray)?.FirstOrDefault()?["env"] as JsonArray ?? [])
        .FirstOrDefault(each => each.Text("name") == name).Text("value");

    /// <summary>The kind as <c>describe</c> shows it: <c>httppollersource</c>, or <c>service (image)</c>.</summary>
    public static string KindText(JsonObject component) =>
        Of(component) is { } image ? $"service ({image})" : component.Kind();
}
