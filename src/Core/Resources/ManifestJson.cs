using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace Fabric.Resources;

/// <summary>Writes resources as the manifests that users know.</summary>
public static class ManifestJson
{
    private static readonly string[] Head = ["apiVersion", "kind", "metadata", "status"];

    /// <summary>The fields of a manifest that are the resource's body.</summary>
    public static JsonElement Body(JsonElement manifest) => Write(writer =>
    {
        writer.WriteStartObject();
        foreach (var property in manifest.EnumerateObject().Where(property => !Head.Contains(property.Name)))
            property.WriteTo(writer);
        writer.WriteEndObject();
    });

    /// <summary>The whole manifest of a resource, its secrets included.</summary>
    public static JsonElement Manifest(Resource resource, bool withStatus = true) =>
        Write(writer => WriteManifest(writer, resource, withStatus));

    /// <summary>Writes the whole manifest of a resource, its secrets included: mask it before it leaves the process.</summary>
    public static void WriteManifest(Utf8JsonWriter writer, Resource resource, bool withStatus = true)
    {
        writer.WriteStartObject();
        writer.WriteString("apiVersion", resource.ApiVersion);
        writer.WriteString("kind", resource.Key.Kind);
        writer.WritePropertyName("metadata");
        WriteMetadata(writer, resource);
        foreach (var property in resource.Body.EnumerateObject())
            property.WriteTo(writer);
        if (withStatus && resource.Status is { } status)
        {
            writer.WritePropertyName("status");
            status.WriteTo(writer);
        }

        writer.WriteEndObject();
    }

    internal static JsonElement Write(Action<Utf8JsonWriter> write)
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
            write(writer);
        var reader = new Utf8JsonReader(buffer.WrittenSpan);
        return JsonElement.ParseValue(ref reader);
    }

    private static void WriteMetadata(Utf8JsonWriter writer, Resource resource)
    {
        var metadata = resource.Metadata;
        writer.WriteStartObject();
        writer.WriteString("name", resource.Key.Name);
        if (resource.Key.Namespace.Length > 0)
            writer.WriteString("namespace", resource.Key.Namespace);
        writer.WriteString("uid", metadata.Uid);
        writer.WriteString("resourceVersion", metadata.ResourceVersion.ToString(CultureInfo.InvariantCulture));
        writer.WriteNumber("generation", metadata.Generation);
        writer.WriteString("creationTimestamp", metadata.Created.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture));
        WriteTexts(writer, "labels", metadata.Labels);
        WriteTexts(writer, "annotations", metadata.Annotations);
        writer.WriteEndObject();
    }

    private static void WriteTexts(Utf8JsonWriter writer, string name, ImmutableSortedDictionary<string, string> texts)
    {
        if (texts.Count == 0)
            return;
        writer.WriteStartObject(name);
        foreach (var (key, text) in texts)
            writer.WriteString(key, text);
        writer.WriteEndObject();
    }
}
