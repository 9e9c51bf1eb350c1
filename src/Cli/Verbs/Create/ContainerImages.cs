using System.Text.Json.Nodes;
using Fabric.Cli.Calls;
using Fabric.Cli.Components;
using Fabric.Cli.Contexts;
using Fabric.Resources.Kinds;
using Fabric.Resources.Resolving;

namespace Fabric.Cli.Verbs.Create;

/// <summary>Sees to it that a component made from an image has something that runs: a built-in, or a container.</summary>
internal static class ContainerImages
{
    /// <exception cref="Refusal">The image is not built in and cannot be run.</exception>
    public static async Task Prepare(VerbCall call, JsonObject component)
    {
        if (Images.Of(component) is not { } image || ImageName.IsDisplay(image))
            return;
        if (!call.Context.IsLocal)
            throw new Refusal($"the image \"{image}\" is not built in, and images are run only for brokers of this machine: run it yourself, and give its address to a trigger as target.uri");
        var isSource = Roles.Of(component) == Role.Source;
        call.Printer.Log(component.Name(), "Starting container");
        var address = await new ContextContainers(call.Home, call.Context)
            .Run(component.Name(), image, isSource, Images.Variables(component), call.Cancellation);
        component["metadata"]!["annotations"] = new JsonObject { [CoreServiceKind.UrlAnnotation] = address.AbsoluteUri.TrimEnd('/') };
    }
}
