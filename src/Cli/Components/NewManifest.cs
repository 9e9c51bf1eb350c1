using System.Text.Json.Nodes;
using Fabric.Resources.Kinds;

namespace Fabric.Cli.Components;

/// <summary>The head of a manifest that the CLI makes.</summary>
internal static class NewManifest
{
    /// <param name="kind">The kind.</param>
    /// <param name="name">The resource's name.</param>
    /// <param name="broker">The broker it belongs to, kept as a label.</param>
    /// <param name="spec">Its spec; null for none.</param>
    public static JsonObject Of(ResourceKind kind, string name, string broker, JsonObject? spec)
    {
        var manifest = new JsonObject
        {
            ["apiVersion"] = kind.ApiVersion,
            ["kind"] = kind.Kind,
            ["metadata"] = new JsonObject
            {
                ["labels"] = new JsonObject { [Manifests.ContextLabel] = broker },
                ["name"] = name,
            },
        };
        if (spec is not null)
            manifest["spec"] = spec;
        return manifest;
    }
}
