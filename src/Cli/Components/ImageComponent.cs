using System.Text.Json.Nodes;
using Fabric.Resources.Kinds;

namespace Fabric.Cli.Components;

/// <summary>Components that a container image stands for, declared as Knative Services, as tmctl declares them.</summary>
internal static class ImageComponent
{
    public static ResourceKind Kind { get; } = KindRegistry.Find("serving.knative.dev", "Service")!;

    public static JsonObject Manifest(string name, string broker, Role role, string image, IEnumerable<KeyValuePair<string, string>> environment)
    {
        var manifest = NewManifest.Of(Kind, name, broker, new JsonObject
        {
            ["template"] = new JsonObject
            {
                ["spec"] = new JsonObject
                {
                    ["containers"] = new JsonArray(new JsonObject
                    {
                        ["env"] = new JsonArray([.. environment.Select(each => new JsonObject { ["name"] = each.Key, ["value"] = each.Value })]),
                        ["image"] = image,
                        ["name"] = "user-container",
                    }),
                },
            },
        });
        manifest["metadata"]!["labels"]![Manifests.RoleLabel] = role.ToString().ToLowerInvariant();
        return manifest;
    }
}
