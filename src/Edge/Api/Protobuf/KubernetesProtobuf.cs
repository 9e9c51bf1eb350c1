using System.Text.Json.Nodes;

namespace Fabric.Edge.Api.Protobuf;

/// <summary>
/// Kubernetes' protobuf encoding: four magic bytes, then an envelope that names the kind. kubectl sends its own kinds
/// this way whatever the server says; answers are JSON, which it accepts.
/// </summary>
internal static class KubernetesProtobuf
{
    public const string MediaType = "application/vnd.kubernetes.protobuf";

    private static readonly byte[] Magic = [(byte)'k', (byte)'8', (byte)'s', 0];

    private static readonly MessageShape Envelope = new(
        new(1, "typeMeta", FieldShape.Message, Message: new(new(1, "apiVersion", FieldShape.Text), new(2, "kind", FieldShape.Text))),
        new(2, "raw", FieldShape.Bytes));

    /// <summary>The manifest as JSON; null and a reason where it cannot be read.</summary>
    public static (JsonObject? Manifest, string Fault) Read(byte[] body)
    {
        if (!body.AsSpan().StartsWith(Magic))
            return (null, "the body does not begin as Kubernetes' protobuf does; send JSON");
        try
        {
            var envelope = Envelope.Read(body.AsSpan(Magic.Length));
            var (apiVersion, kind) = (envelope.Below("typeMeta").Text("apiVersion"), envelope.Below("typeMeta").Text("kind"));
            if (KubernetesMessages.Find(apiVersion, kind) is not { } shape)
                return (null, $"{apiVersion} {kind} cannot be read as protobuf here; send JSON");
            var manifest = shape.Read(Convert.FromBase64String(envelope.Text("raw")));
            manifest["apiVersion"] = apiVersion;
            manifest["kind"] = kind;
            DropEmpty(manifest);
            return (manifest, "");
        }
        catch (FormatException e)
        {
            return (null, $"the body is malformed protobuf: {e.Message}");
        }
    }

    /// <summary>Go writes empty texts where nothing was set; as JSON they are left out.</summary>
    private static void DropEmpty(JsonObject fields)
    {
        foreach (var (name, value) in fields.ToList())
        {
            if (value is JsonObject inner && name is not ("data" or "stringData" or "binaryData" or "labels" or "annotations"))
                DropEmpty(inner);
            else if (value is JsonValue && fields.Text(name).Length == 0 && value.GetValueKind() == System.Text.Json.JsonValueKind.String)
                fields.Remove(name);
            foreach (var item in (value as JsonArray)?.OfType<JsonObject>() ?? [])
                DropEmpty(item);
        }
    }
}
