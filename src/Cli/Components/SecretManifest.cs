using System.Text;
using System.Text.Json.Nodes;
using Fabric.Resources.Kinds;

namespace Fabric.Cli.Components;

/// <summary>The Secret of a component.</summary>
internal static class SecretManifest
{
    public static ResourceKind Kind { get; } = KindRegistry.Find("", "Secret")!;

    public static JsonObject Of(string name, string broker, IEnumerable<KeyValuePair<string, string>> values)
    {
        var manifest = NewManifest.Of(Kind, name, broker, spec: null);
        manifest["data"] = new JsonObject(values.Select(each =>
            KeyValuePair.Create(each.Key, (JsonNode?)Convert.ToBase64String(Encoding.UTF8.GetBytes(each.Value)))));
        manifest["type"] = "Opaque";
        return manifest;
    }
}
