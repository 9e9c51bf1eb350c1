using System.Text.Json;

namespace Fabric.Edge.Manifests;

/// <summary>
/// Reads manifests: YAML with any number of documents, or JSON, as kubectl reads them. Empty documents are skipped and
/// lists (<c>kind: List</c>) unpacked.
/// </summary>
public static class YamlManifest
{
    /// <param name="text">The text of the file.</param>
    /// <param name="file">Its name, for faults; one that ends in <c>.json</c> must hold JSON.</param>
    /// <param name="limits">Null for the defaults.</param>
    /// <param name="unpackLists">False leaves a <c>kind: List</c> as it is.</param>
    public static ManifestReading Read(string text, string file, ManifestLimits? limits = null, bool unpackLists = true)
    {
        limits ??= ManifestLimits.Default;
        var documents = new List<ManifestDocument>();
        var faults = new List<ManifestFault>();
        if (text.Length > limits.MaxLength)
            faults.Add(new ManifestFault(file, 1, 0, $"the file has {text.Length} characters; at most {limits.MaxLength} are read: split it"));
        else if (file.EndsWith(".json", StringComparison.OrdinalIgnoreCase))
            JsonDocuments.Read(text, file, limits, documents, faults);
        else
            ReadEither(text, file, limits, documents, faults);
        if (!unpackLists)
            return new ManifestReading([.. documents], [.. faults]);
        var unpacked = documents.SelectMany(Unpack).ToList();
        faults.AddRange(unpacked.Where(item => item.Document is null).Select(item => item.Fault!));
        return new ManifestReading([.. unpacked.Select(item => item.Document).OfType<ManifestDocument>()], [.. faults]);
    }

    private static void ReadEither(
        string text, string file, ManifestLimits limits, List<ManifestDocument> documents, List<ManifestFault> faults)
    {
        if (text.AsSpan().TrimStart() is ['{' or '[', ..])
        {
            JsonDocuments.Read(text, file, limits, documents, faults);
            if (faults.Count == 0)
                return;
            documents.Clear();
            faults.Clear();
        }

        YamlDocuments.Read(text, file, limits, documents, faults);
    }

    private static IEnumerable<(ManifestDocument? Document, ManifestFault? Fault)> Unpack(ManifestDocument document)
    {
        var isList = document.Manifest.TryGetProperty("kind", out var kind)
            && kind.ValueKind == JsonValueKind.String
            && kind.GetString()!.EndsWith("List", StringComparison.Ordinal);
        if (!isList || !document.Manifest.TryGetProperty("items", out var items) || items.ValueKind != JsonValueKind.Array)
            return [(document, null)];
        return items.EnumerateArray().Select((item, index) => Item(document, item, $"items[{index}]"));
    }

    private static (ManifestDocument?, ManifestFault?) Item(ManifestDocument list, JsonElement item, string path) =>
        item.ValueKind == JsonValueKind.Object
            ? (new ManifestDocument(list.File, list.LineOf(path), item, list.Lines.Below(path + ".")), null)
            : (null, new ManifestFault(list.File, list.LineOf(path), 0, $"{path} is no manifest"));
}
