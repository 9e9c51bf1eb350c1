using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace Fabric.Resources;

/// <summary>A resource as stores keep it: its manifest, with the exact time of its creation beside.</summary>
internal static class CatalogFormat
{
    private const string Created = "created";
    private const string Manifest = "manifest";

    public static ReadOnlyMemory<byte> Write(Resource resource)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true }))
        {
            writer.WriteStartObject();
            writer.WriteString(Created, resource.Metadata.Created.ToString("O", CultureInfo.InvariantCulture));
            writer.WritePropertyName(Manifest);
            ManifestJson.WriteManifest(writer, resource, withStatus: false);
            writer.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    /// <exception cref="JsonException">It is no JSON.</exception>
    /// <exception cref="KeyNotFoundException">It lacks something.</exception>
    public static Resource Read(ReadOnlySpan<byte> bytes)
    {
        var stored = JsonElement.Parse(bytes);
        var manifest = stored.GetProperty(Manifest);
        var metadata = manifest.GetProperty("metadata");
        var apiVersion = manifest.GetProperty("apiVersion").GetString()!;
        var slash = apiVersion.IndexOf('/', StringComparison.Ordinal);
        return new()
        {
            Key = new(
                slash < 0 ? "" : apiVersion[..slash],
                manifest.GetProperty("kind").GetString()!,
                metadata.TryGetProperty("namespace", out var @namespace) ? @namespace.GetString()! : "",
                metadata.GetProperty("name").GetString()!),
            ApiVersion = apiVersion,
            Metadata = new()
            {
                Uid = metadata.GetProperty("uid").GetString()!,
                Generation = metadata.GetProperty("generation").GetInt64(),
                Created = stored.GetProperty(Created).GetDateTimeOffset(),
                Labels = Texts(metadata, "labels"),
                Annotations = Texts(metadata, "annotations"),
            },
            Body = ManifestJson.Body(manifest),
        };
    }

    private static ImmutableSortedDictionary<string, string> Texts(JsonElement metadata, string name)
    {
        var texts = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        if (metadata.TryGetProperty(name, out var map))
        {
            foreach (var text in map.EnumerateObject())
                texts[text.Name] = text.Value.GetString()!;
        }

        return texts.ToImmutable();
    }
}
