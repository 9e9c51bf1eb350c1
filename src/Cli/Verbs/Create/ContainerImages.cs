using System.Text.Json.Nodes;
using Fabric.Cli.Calls;
using Fabric.Cli.Components;
using Fabric.Resources.Resolving;

namespace Fabric.Cli.Verbs.Create;

/// <summary>Sees to it that a component made from an image has something that runs.</summary>
internal static class ContainerImages
{
    public static Task Prepare(VerbCall call, JsonObject broker, JsonObject component)
    {
        if (Images.Of(component) is not { } image || ImageName.IsDisplay(image))
            return Task.CompletedTask;
        throw new Refusal(
            $"the image \"{image}\" is not built in (event_display and triggermesh-console are); give a kind instead, as fabric create {(component.Label(Manifests.RoleLabel) == "source" ? "source webhook" : "target http")} …");
    }
}
