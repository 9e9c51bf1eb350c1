using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fabric.Edge.Api.Patching;
using Fabric.Resources;

namespace Fabric.Edge.Api;

/// <summary>Resources as JSON objects that can be changed.</summary>
internal static class ResourceObject
{
    /// <summary>A resource as the API shows it: secrets masked, field managers where Kubernetes has them.</summary>
    public static JsonObject Shown(Resource resource)
    {
        var manifest = Stored(SensitiveFields.Hide(resource));
        FieldManagers.Show(manifest);
        return manifest;
    }

    /// <summary>A resource as it is kept, its secrets included.</summary>
    public static JsonObject Stored(Resource resource) => JsonObject.Create(ManifestJson.Manifest(resource))!;

    /// <summary>The head of a resource, for clients that want no more.</summary>
    public static JsonObject MetadataOnly(Resource resource) => new()
    {
        ["kind"] = "PartialObjectMetadata",
        ["apiVersion"] = "meta.k8s.io/v1",
        ["metadata"] = Shown(resource)["metadata"]!.DeepClone(),
    };

    public static JsonElement ToElement(JsonObject manifest) => JsonSerializer.SerializeToElement(manifest);

    public static string Text(this JsonObject fields, string name) =>
        fields[name] is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : "";

    /// <summary>The object below a field, made where there is none.</summary>
    public static JsonObject Below(this JsonObject fields, string name)
    {
        if (fields[name] is JsonObject inner)
            return inner;
        var made = new JsonObject();
        fields[name] = made;
        return made;
    }

    public static string VersionText(long version) => version.ToString(CultureInfo.InvariantCulture);
}
