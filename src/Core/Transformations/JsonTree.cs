using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fabric.Filters;

namespace Fabric.Transformations;

/// <summary>Makes a tree of JSON text that can be changed, and text of the tree. Numbers keep their digits, fields their order.</summary>
internal static class JsonTree
{
    /// <summary>How deep values may be nested.</summary>
    public const int MaxDepth = 128;

    private static readonly JsonDocumentOptions Reading = new() { MaxDepth = MaxDepth };

    // Payloads are no HTML: letters stay as people read them.
    private static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The tree; null is JSON's null, or what is wrong is said.</summary>
    public static JsonNode? Read(ReadOnlySpan<byte> json, out string? problem)
    {
        try
        {
            problem = null;
            return Node(JsonElement.Parse(JsonMediaType.WithoutMark(json), Reading));
        }
        catch (JsonException fault)
        {
            problem = $"line {fault.LineNumber + 1}, byte {fault.BytePositionInLine + 1}";
        }
        catch (InvalidOperationException)
        {
            problem = "it has text that is not valid Unicode";
        }

        return null;
    }

    public static byte[] Write(JsonNode? tree)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Writing))
            Write(tree, writer);
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>How many levels a value has: 1 for one that is no object or list.</summary>
    public static int Depth(JsonNode? node) => 1 + (node switch
    {
        JsonObject { Count: > 0 } fields => fields.Max(field => Depth(field.Value)),
        JsonArray { Count: > 0 } list => list.Max(Depth),
        _ => 0,
    });

    private static void Write(JsonNode? tree, Utf8JsonWriter writer)
    {
        if (tree is null)
            writer.WriteNullValue();
        else
            tree.WriteTo(writer);
    }

    // A field that is given twice counts as its last one, as nearly every reader has it.
    private static JsonNode? Node(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                var fields = new JsonObject();
                foreach (var field in element.EnumerateObject())
                    fields[field.Name] = Node(field.Value);
                return fields;
            case JsonValueKind.Array:
                return new JsonArray([.. element.EnumerateArray().Select(Node)]);
            case JsonValueKind.String:
                return JsonValue.Create(element.GetString());
            case JsonValueKind.Null:
                return null;
            default:
                return JsonValue.Create(element);
        }
    }
}
