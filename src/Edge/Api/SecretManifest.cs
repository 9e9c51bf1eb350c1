using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fabric.Resources;
using Fabric.Resources.Kinds;

namespace Fabric.Edge.Api;

/// <summary>Gives a Secret its type and moves its <c>stringData</c> into <c>data</c>, as Kubernetes does on every write.</summary>
internal static class SecretManifest
{
    public static void Complete(JsonObject manifest, ResourceKind kind)
    {
        MergeStringData(manifest, kind);
        if (kind is { Group: "", Kind: "Secret" })
            manifest["type"] ??= "Opaque";
    }

    public static void MergeStringData(JsonObject manifest, ResourceKind kind)
    {
        if (kind is not { Group: "", Kind: "Secret" } || manifest["stringData"] is not JsonObject texts || !AllText(texts))
            return;
        var data = manifest.Below("data");
        foreach (var (key, text) in texts)
        {
            var value = text!.GetValue<string>();
            data[key] = value == SensitiveFields.Mask && data[key] is not null
                ? data[key]!.DeepClone()
                : Convert.ToBase64String(Encoding.UTF8.GetBytes(value));
        }

        manifest.Remove("stringData");
    }

    // What is no text stays where it is, for validation to name it.
    private static bool AllText(JsonObject texts) =>
        texts.All(entry => entry.Value is JsonValue value && value.GetValueKind() == JsonValueKind.String);
}
