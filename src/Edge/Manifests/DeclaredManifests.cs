using System.Text.Json;
using Fabric.Resources;
using Fabric.Resources.Kinds;

namespace Fabric.Edge.Manifests;

/// <summary>
/// What the files declare, remembered from one look to the next: a file that cannot be read declares what it declared
/// before, so that one saved halfway removes nothing.
/// </summary>
internal sealed class DeclaredManifests(ManifestLimits limits)
{
    private readonly Dictionary<string, Content> _contents = new(StringComparer.Ordinal);

    /// <summary>Takes in the files as they are now.</summary>
    /// <returns>What is wrong with those that changed.</returns>
    public List<ManifestFault> Update(IReadOnlyList<ManifestFile> files)
    {
        var faults = new List<ManifestFault>();
        foreach (var gone in _contents.Keys.Except(files.Select(file => file.Path)).Where(path => !IsBelowFault(path, files)).ToList())
            _contents.Remove(gone);
        foreach (var file in files)
            Update(file, faults);
        return faults;
    }

    /// <summary>Each resource and the manifest that declares it; manifests that name none have no key.</summary>
    /// <param name="faults">Takes a fault for each resource that is declared twice.</param>
    public List<(ResourceKey? Key, ManifestDocument Document)> All(List<ManifestFault> faults)
    {
        var all = new List<(ResourceKey?, ManifestDocument)>();
        var first = new Dictionary<ResourceKey, ManifestDocument>();
        foreach (var document in _contents.OrderBy(entry => entry.Key, StringComparer.Ordinal).SelectMany(entry => entry.Value.Documents))
        {
            var key = KeyOf(document.Manifest);
            if (key is null || first.TryAdd(key.Value, document))
                all.Add((key, document));
            else
                faults.Add(new ManifestFault(document.File, document.Line, 0, $"{key} is declared already at {first[key.Value]}; remove one of the two"));
        }

        return all;
    }

    /// <summary>A folder that vanishes as a whole was more likely unmounted than emptied: its files keep what they declared.</summary>
    private static bool IsBelowFault(string path, IReadOnlyList<ManifestFile> files) =>
        files.Any(file => file.Fault.Length > 0 && path.StartsWith(file.Path + Path.DirectorySeparatorChar, StringComparison.Ordinal));

    private void Update(ManifestFile file, List<ManifestFault> faults)
    {
        var before = _contents.GetValueOrDefault(file.Path);
        if (before is not null && before.Text == file.Text && before.Fault == file.Fault)
            return;
        if (file.Fault.Length > 0)
        {
            var kept = file.IsMissing ? [] : before?.Documents ?? [];
            faults.Add(new ManifestFault(file.Path, 1, 0, file.Fault));
            _contents[file.Path] = new Content(file.Text, file.Fault, kept);
            return;
        }

        var reading = YamlManifest.Read(file.Text, file.Path, limits);
        faults.AddRange(reading.Faults);
        _contents[file.Path] = new Content(file.Text, "", reading.Faults.IsEmpty ? reading.Documents : before?.Documents ?? []);
    }

    private static ResourceKey? KeyOf(JsonElement manifest)
    {
        var (apiVersion, kind) = (Text(manifest, "apiVersion"), Text(manifest, "kind"));
        if (!manifest.TryGetProperty("metadata", out var metadata) || metadata.ValueKind != JsonValueKind.Object)
            return null;
        var (name, ns) = (Text(metadata, "name"), Text(metadata, "namespace"));
        if (apiVersion.Length == 0 || kind.Length == 0 || name.Length == 0)
            return null;
        var group = apiVersion.Contains('/', StringComparison.Ordinal) ? apiVersion[..apiVersion.IndexOf('/', StringComparison.Ordinal)] : "";
        return KindRegistry.Find(group, kind) is { } known
            ? new ResourceKey(group, kind, !known.Namespaced ? "" : ns.Length > 0 ? ns : ResourceName.DefaultNamespace, name)
            : null;
    }

    private static string Text(JsonElement fields, string name) =>
        fields.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    private sealed record Content(string Text, string Fault, IReadOnlyList<ManifestDocument> Documents);
}
