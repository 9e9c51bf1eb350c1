using System.Text.Json;
using Fabric.Resources.Kinds;

namespace Fabric.Resources;

/// <summary>Hides the secrets of manifests that are shown, and puts them back when such a manifest is applied again.</summary>
public static class SensitiveFields
{
    /// <summary>What is shown instead of a secret.</summary>
    public const string Mask = "***";

    /// <summary>What is shown instead of a secret in Base64: <see cref="Mask"/> itself, encoded.</summary>
    public const string Base64Mask = "Kioq";

    private const string LastApplied = "kubectl.kubernetes.io/last-applied-configuration";

    /// <summary>The resource with every password and key replaced by the mask.</summary>
    public static Resource Hide(Resource resource)
    {
        if (KindRegistry.Find(resource.Key.Group, resource.Key.Kind) is not { } kind)
            return resource;
        var metadata = resource.Metadata;
        if (metadata.Annotations.TryGetValue(LastApplied, out var applied))
            metadata = metadata with { Annotations = metadata.Annotations.SetItem(LastApplied, HideText(kind, applied)) };
        return resource with { Body = Replace(kind.Schema, resource.Body, default, hide: true), Metadata = metadata };
    }

    /// <summary>The body with every mask replaced by what the stored body has in its place.</summary>
    internal static JsonElement Restore(ResourceKind kind, JsonElement body, JsonElement stored) =>
        Replace(kind.Schema, body, stored, hide: false);

    private static string HideText(ResourceKind kind, string manifest)
    {
        try
        {
            // To the byte as it was where there is nothing to hide: kubectl compares it as text.
            var (shown, hidden) = (JsonElement.Parse(manifest), Replace(kind.Schema, JsonElement.Parse(manifest), default, hide: true));
            return JsonElement.DeepEquals(shown, hidden) ? manifest : hidden.GetRawText();
        }
        catch (JsonException)
        {
            return "{}";
        }
    }

    private static JsonElement Replace(FieldSchema schema, JsonElement value, JsonElement stored, bool hide) =>
        ManifestJson.Write(writer => Copy(writer, schema, value, stored, hide));

    private static void Copy(Utf8JsonWriter writer, FieldSchema? schema, JsonElement value, JsonElement stored, bool hide)
    {
        if (schema is { Sensitive: true } && value.ValueKind == JsonValueKind.String)
            CopySecret(writer, schema, value, stored, hide);
        else if (schema is not null && value.ValueKind == JsonValueKind.Object)
            CopyObject(writer, schema, value, stored, hide);
        else if (schema is not null && value.ValueKind == JsonValueKind.Array)
            CopyList(writer, schema, value, stored, hide);
        else
            value.WriteTo(writer);
    }

    private static void CopySecret(Utf8JsonWriter writer, FieldSchema schema, JsonElement value, JsonElement stored, bool hide)
    {
        var mask = schema.Format == FieldFormat.Base64 ? Base64Mask : Mask;
        if (hide)
            writer.WriteStringValue(mask);
        else if (value.ValueEquals(mask) && stored.ValueKind == JsonValueKind.String)
            stored.WriteTo(writer);
        else
            value.WriteTo(writer);
    }

    private static void CopyObject(Utf8JsonWriter writer, FieldSchema schema, JsonElement value, JsonElement stored, bool hide)
    {
        writer.WriteStartObject();
        foreach (var property in value.EnumerateObject())
        {
            writer.WritePropertyName(property.Name);
            var known = schema.Type == FieldType.Map ? schema.Items : schema.Property(property.Name);
            var before = stored.ValueKind == JsonValueKind.Object && stored.TryGetProperty(property.Name, out var old) ? old : default;
            Copy(writer, known, property.Value, before, hide);
        }

        writer.WriteEndObject();
    }

    private static void CopyList(Utf8JsonWriter writer, FieldSchema schema, JsonElement value, JsonElement stored, bool hide)
    {
        writer.WriteStartArray();
        for (var index = 0; index < value.GetArrayLength(); index++)
        {
            var before = stored.ValueKind == JsonValueKind.Array && index < stored.GetArrayLength() ? stored[index] : default;
            Copy(writer, schema.Items, value[index], before, hide);
        }

        writer.WriteEndArray();
    }
}
