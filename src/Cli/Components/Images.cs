using System.Text.Json.Nodes;

namespace Fabric.Cli.Components;

/// <summary>Components that are declared by a container image.</summary>
internal static class Images
{
    /// <summary>The image of a Knative Service; null for every other kind.</summary>
    public static string? Of(JsonObject component) =>
        (component["spec"].Object("template", "spec")?["containers"] as JsonArray)?.FirstOrDefault().Text("image");

    /// <summary>The environment of the container.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Variables(JsonObject component) =>
        ((component["spec"].Object("template", "spec")?["containers"] as JsonArray)?.FirstOrDefault()?["env"] as JsonArray ?? [])
        .Where(each => each.Text("name") is not null)
        .Select(each => KeyValuePair.Create(each.Text("name")!, each.Text("value") ?? ""));

    /// <summary>One variable of it; null where it has none of that name.</summary>
    public static string? Variable(JsonObject component, string name) =>
        Variables(component).Where(each => each.Key == name).Select(each => each.Value).FirstOrDefault();

    /// <summary>The kind as <c>describe</c> shows it: <c>httppollersource</c>, or <c>service (image)</c>.</summary>
    public static string KindText(JsonObject component) =>
        Of(component) is { } image ? $"service ({image})" : component.Kind();
}
