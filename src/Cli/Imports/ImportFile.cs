using System.Text.Json;
using System.Text.Json.Nodes;
using Fabric.Cli.Calls;
using Fabric.Cli.Components;
using Fabric.Edge.Manifests;
using Fabric.Resources;

namespace Fabric.Cli.Imports;

/// <summary>Reads manifests from a file, a folder or an address, and checks that they are some.</summary>
internal static class ImportFile
{
    /// <exception cref="Refusal">It cannot be read, is no YAML, or holds something that is no manifest.</exception>
    public static async Task<IReadOnlyList<JsonObject>> Read(string from, CancellationToken cancellation)
    {
        if (Directory.Exists(from))
            return await ReadFolder(from, cancellation);
        var reading = YamlManifest.Read(await Text(from, cancellation), from);
        if (reading.Faults.Length > 0)
            throw new Refusal(string.Join("; ", reading.Faults));
        if (reading.Documents.Length == 0)
            throw new Refusal($"{from}: holds no manifests; give YAML as kubectl or fabric dump writes it");
        using var catalog = new Catalog(TimeProvider.System);
        foreach (var document in reading.Documents)
        {
            var outcome = await catalog.Put(document.Manifest, new PutOptions(DryRun: true), cancellation);
            if (outcome.Status == PutStatus.Invalid)
                throw new Refusal($"{document}: is no manifest: {string.Join("; ", outcome.Faults)}");
        }

        return [.. reading.Documents.Select(document => Stored.Clean(JsonNode.Parse(document.Manifest.GetRawText())!.AsObject()))];
    }

    private static async Task<IReadOnlyList<JsonObject>> ReadFolder(string folder, CancellationToken cancellation)
    {
        var all = new List<JsonObject>();
        foreach (var file in Directory.EnumerateFiles(folder).Where(file => Path.GetExtension(file) is ".yaml" or ".yml" or ".json").Order(StringComparer.Ordinal))
            all.AddRange(await Read(file, cancellation));
        return all.Count > 0 ? all : throw new Refusal($"{folder}: holds no manifests: there is no .yaml, .yml or .json file in it");
    }

    private static async Task<string> Text(string from, CancellationToken cancellation)
    {
        if (from == "-")
            return await Console.In.ReadToEndAsync(cancellation);
        if (Uri.TryCreate(from, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https")
            return await Download(uri, cancellation);
        return File.Exists(from)
            ? await File.ReadAllTextAsync(from, cancellation)
            : throw new Refusal($"{from}: there is no such file or folder");
    }

    private static async Task<string> Download(Uri uri, CancellationToken cancellation)
    {
        try
        {
            using var http = new HttpClient();
            return await http.GetStringAsync(uri, cancellation);
        }
        catch (HttpRequestException failure)
        {
            throw new Refusal($"{uri}: {failure.Message.TrimEnd('.')}");
        }
    }
}
