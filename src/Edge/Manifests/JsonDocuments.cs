using System.Text;
using System.Text.Json;

namespace Fabric.Edge.Manifests;

/// <summary>Reads every document of a JSON text: one, or several behind each other.</summary>
internal static class JsonDocuments
{
    public static void Read(
        string text, string file, ManifestLimits limits, List<ManifestDocument> documents, List<ManifestFault> faults)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var options = new JsonReaderOptions { AllowMultipleValues = true, MaxDepth = limits.MaxDepth };
        var reader = new Utf8JsonReader(bytes, options);
        try
        {
            while (reader.Read())
            {
                var start = (int)reader.TokenStartIndex;
                reader.Skip();
                var value = bytes.AsMemory(start, (int)reader.BytesConsumed - start);
                Add(value, file, LineAt(bytes, start), documents, faults);
            }
        }
        catch (JsonException e)
        {
            faults.Add(new ManifestFault(file, (int)(e.LineNumber ?? 0) + 1, (int)(e.BytePositionInLine ?? 0) + 1, Explain(e)));
        }
    }

    private static void Add(
        ReadOnlyMemory<byte> value, string file, int line, List<ManifestDocument> documents, List<ManifestFault> faults)
    {
        try
        {
            using var document = JsonDocument.Parse(value, new JsonDocumentOptions { AllowDuplicateProperties = false });
            if (document.RootElement.ValueKind == JsonValueKind.Object)
                documents.Add(new ManifestDocument(file, line, document.RootElement.Clone(), FieldLines.None));
            else
                faults.Add(new ManifestFault(file, line, 0, "a manifest is an object with apiVersion, kind and metadata"));
        }
        catch (JsonException e)
        {
            faults.Add(new ManifestFault(file, line + (int)(e.LineNumber ?? 0), 0, Explain(e)));
        }
    }

    private static int LineAt(byte[] bytes, int position) => 1 + bytes.AsSpan(0, position).Count((byte)'\n');

    private static string Explain(JsonException e)
    {
        var end = e.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return end < 0 ? e.Message : e.Message[..end];
    }
}
