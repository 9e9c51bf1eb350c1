using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fabric.Edge.Api.Protobuf;
using Fabric.Edge.Manifests;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Fabric.Edge.Api;

/// <summary>What a client sent.</summary>
/// <param name="Content">The JSON; null for an empty body.</param>
/// <param name="MediaType">The content type without parameters; <c>application/json</c> where the client does not say.</param>
/// <param name="Duplicate">What a field given twice is called; empty where there is none.</param>
internal sealed record RequestBody(JsonNode? Content, string MediaType, string Duplicate)
{
    /// <summary>The types in which a manifest may come.</summary>
    public static readonly string[] Manifests = [Json, "application/yaml", KubernetesProtobuf.MediaType];

    private const string Json = "application/json";

    /// <summary>Reads a body of one of some types, or says why it cannot be read.</summary>
    public static async Task<(RequestBody? Body, ApiStatus? Refusal)> Read(
        HttpRequest request, int maxBytes, params string[] accepted)
    {
        var type = MediaTypeHeaderValue.TryParse(request.ContentType, out var parsed)
            ? parsed.MediaType.Value!.ToLowerInvariant()
            : request.ContentType is null ? Json : "";
        if (!accepted.Contains(type))
            return (null, Refusals.UnsupportedMediaType(string.Join(", ", accepted)));
        var bytes = await ReadBytes(request, maxBytes);
        if (bytes is null)
            return (null, Refusals.TooLarge(maxBytes));
        if (bytes.Length == 0)
            return (new RequestBody(null, type, ""), null);
        return type == KubernetesProtobuf.MediaType ? ParseProtobuf(bytes, type)
            : type.EndsWith("yaml", StringComparison.Ordinal) ? ParseYaml(bytes, type)
            : ParseJson(bytes, type);
    }

    private static async Task<byte[]?> ReadBytes(HttpRequest request, int maxBytes)
    {
        if (request.ContentLength > maxBytes)
            return null;
        var buffer = new MemoryStream();
        var chunk = new byte[16 * 1024];
        int read;
        while ((read = await request.Body.ReadAsync(chunk, request.HttpContext.RequestAborted)) > 0)
        {
            buffer.Write(chunk, 0, read);
            if (buffer.Length > maxBytes)
                return null;
        }

        return buffer.ToArray();
    }

    private static (RequestBody?, ApiStatus?) ParseProtobuf(byte[] bytes, string type)
    {
        var (manifest, fault) = KubernetesProtobuf.Read(bytes);
        return manifest is not null ? (new RequestBody(manifest, type, ""), null) : (null, Refusals.BadRequest(fault));
    }

    private static (RequestBody?, ApiStatus?) ParseYaml(byte[] bytes, string type)
    {
        var reading = YamlManifest.Read(Encoding.UTF8.GetString(bytes), "(request)", unpackLists: false);
        if (reading.Faults.Length > 0)
            return (null, Refusals.BadRequest($"error parsing YAML: {string.Join("; ", reading.Faults)}"));
        return reading.Documents.Length == 1
            ? (new RequestBody(JsonObject.Create(reading.Documents[0].Manifest), type, ""), null)
            : (null, Refusals.BadRequest($"the body holds {reading.Documents.Length} YAML documents; send one at a time"));
    }

    private static (RequestBody?, ApiStatus?) ParseJson(byte[] bytes, string type)
    {
        try
        {
            return (new RequestBody(Parse(bytes, duplicates: false), type, ""), null);
        }
        catch (JsonException strict)
        {
            try
            {
                return (new RequestBody(Parse(bytes, duplicates: true), type, Sentence(strict)), null);
            }
            catch (JsonException broken)
            {
                return (null, Refusals.BadRequest($"the body is no valid JSON: {Sentence(broken)}"));
            }
        }
    }

    private static JsonNode? Parse(byte[] bytes, bool duplicates)
    {
        using var document = JsonDocument.Parse(bytes, new JsonDocumentOptions { AllowDuplicateProperties = duplicates });
        return JsonNode.Parse(Deduplicated(document.RootElement));
    }

    /// <summary>A JsonObject refuses duplicates; of several, the last one counts.</summary>
    private static string Deduplicated(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => "{" + string.Join(',', element.EnumerateObject()
            .GroupBy(field => field.Name)
            .Select(field => $"{JsonSerializer.Serialize(field.Key)}:{Deduplicated(field.Last().Value)}")) + "}",
        JsonValueKind.Array => "[" + string.Join(',', element.EnumerateArray().Select(Deduplicated)) + "]",
        _ => element.GetRawText(),
    };

    private static string Sentence(JsonException e)
    {
        var end = e.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return end < 0 ? e.Message : e.Message[..end];
    }
}
