using System.Collections.Immutable;
using System.Text.Json;
using Fabric.Resources;

namespace Fabric.Embedded.Catalogs;

/// <summary>
/// Keeps each resource as a manifest in a file of its own, <c>FOLDER/NAMESPACE/KIND.GROUP/NAME.json</c>. A file is
/// replaced whole or not at all, also when the power fails.
/// </summary>
/// <param name="folder">The catalog's folder below the data directory; made when something is saved.</param>
public sealed class FileCatalogStore(string folder) : ICatalogStore
{
    private const string Unfinished = ".tmp";

    public async ValueTask<ImmutableArray<Resource>> LoadAll(CancellationToken cancellationToken)
    {
        var resources = await Read(cancellationToken);
        if (Directory.Exists(folder))
        {
            foreach (var file in Directory.EnumerateFiles(folder, "*" + Unfinished, SearchOption.AllDirectories).ToList())
                File.Delete(file);
        }

        return resources;
    }

    /// <summary>Everything kept, secrets included, also while another process has the folder open.</summary>
    /// <exception cref="IOException">A file is damaged.</exception>
    public async ValueTask<ImmutableArray<Resource>> Read(CancellationToken cancellationToken)
    {
        if (!Directory.Exists(folder))
            return [];
        var resources = ImmutableArray.CreateBuilder<Resource>();
        foreach (var file in Directory.EnumerateFiles(folder, "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
            resources.Add(await Load(file, cancellationToken));
        return resources.ToImmutable();
    }

    public async ValueTask Save(Resource resource, CancellationToken cancellationToken)
    {
        var path = CatalogPath.Of(folder, resource.Key);
        var parent = Path.GetDirectoryName(path)!;
        DurableFile.CreateFolder(parent);
        var unfinished = path + Unfinished;
        await DurableFile.Write(unfinished, CatalogFormat.Write(resource), cancellationToken);
        File.Move(unfinished, path, overwrite: true);
        DurableFile.SyncFolder(parent);
    }

    public ValueTask Delete(ResourceKey key, CancellationToken cancellationToken)
    {
        var path = CatalogPath.Of(folder, key);
        if (File.Exists(path))
        {
            File.Delete(path);
            DurableFile.SyncFolder(Path.GetDirectoryName(path)!);
        }

        return ValueTask.CompletedTask;
    }

    private static async ValueTask<Resource> Load(string file, CancellationToken cancellationToken)
    {
        var bytes = await File.ReadAllBytesAsync(file, cancellationToken);
        try
        {
            return CatalogFormat.Read(bytes);
        }
        catch (Exception failure) when (failure is JsonException or FormatException or KeyNotFoundException or InvalidOperationException)
        {
            throw new IOException($"{file} is damaged and cannot be read ({failure.Message}); restore it, or remove it and apply its manifest again.", failure);
        }
    }
}
