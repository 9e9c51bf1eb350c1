using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Fabric.Resources;

namespace Fabric.Edge.Api;

/// <summary>Makes a manifest name the resource that its request's path names, or says where the two differ.</summary>
internal static class ManifestIdentity
{
    private const string NameAlphabet = "bcdfghjklmnpqrstvwxz2456789";

    public static ApiStatus? Settle(JsonObject manifest, ResourceAddress address)
    {
        var kind = address.Kind;
        if (manifest.ContainsKey("metadata") && manifest["metadata"] is not (JsonObject or null))
            return Refusals.BadRequest("metadata must be an object");
        var metadata = manifest.Below("metadata");
        return Head(manifest, "apiVersion", kind.ApiVersion, "API version")
            ?? Head(manifest, "kind", kind.Kind, "kind")
            ?? Name(metadata, address)
            ?? Namespace(metadata, address);
    }

    private static ApiStatus? Head(JsonObject manifest, string field, string expected, string called)
    {
        var given = manifest.Text(field);
        if (given.Length == 0)
            manifest[field] = expected;
        return given.Length == 0 || given == expected
            ? null
            : Refusals.BadRequest($"the {called} in the data ({given}) does not match the expected {called} ({expected})");
    }

    private static ApiStatus? Name(JsonObject metadata, ResourceAddress address)
    {
        var name = metadata.Text("name");
        if (name.Length == 0 && address.IsCollection && metadata.Text("generateName") is { Length: > 0 } prefix)
            name = prefix + RandomNumberGenerator.GetString(NameAlphabet, 5);
        else if (name.Length == 0)
            name = address.Name;
        if (address.Name.Length > 0 && name != address.Name)
            return Refusals.BadRequest($"the name of the object ({name}) does not match the name on the URL ({address.Name})");
        if (name.Length == 0)
            return Refusals.Invalid(address.Kind, "", [new Fault("metadata.name", "Required value: name or generateName is required")]);
        metadata["name"] = name;
        return null;
    }

    private static ApiStatus? Namespace(JsonObject metadata, ResourceAddress address)
    {
        var given = metadata.Text("namespace");
        if (!address.Kind.Namespaced)
        {
            metadata.Remove("namespace");
            return null;
        }

        if (address.Namespace.Length == 0)
            return Refusals.BadRequest("an empty namespace may not be set during creation; post to /namespaces/NAMESPACE/…");
        if (given.Length > 0 && given != address.Namespace)
            return Refusals.BadRequest($"the namespace of the provided object ({given}) does not match the namespace sent on the request ({address.Namespace})");
        metadata["namespace"] = address.Namespace;
        return null;
    }
}
