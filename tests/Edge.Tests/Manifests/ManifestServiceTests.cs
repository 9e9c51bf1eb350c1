using Fabric.Edge.Manifests;
using Fabric.Resources;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Fabric.Edge.Tests.Manifests;

public sealed class ManifestServiceTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("fabric-watch-");
    private readonly Catalog _catalog = new(TimeProvider.System);

    [Fact]
    public async Task A_running_node_follows_edits_atomic_renames_and_removals()
    {
        var file = Path.Combine(_folder.FullName, "a.yaml");
        await File.WriteAllTextAsync(file, Display("one"));
        using var host = Host(TimeSpan.FromMinutes(10));
        await host.StartAsync();
        var report = await host.Services.GetRequiredService<ManifestService>().Loaded.WaitAsync(Patience);
        Assert.Equal("one", Assert.Single(report.Applied).Key.Name);

        var added = Next(change => change is { Kind: ChangeKind.Added, Resource.Key.Name: "two" });
        var draft = Path.Combine(_folder.FullName, ".a.yaml.swp");
        await File.WriteAllTextAsync(draft, Display("one") + "---\n" + Display("two"));
        File.Move(draft, file, overwrite: true);
        await added.WaitAsync(Patience);

        var removed = Next(change => change is { Kind: ChangeKind.Deleted, Resource.Key.Name: "one" });
        await File.WriteAllTextAsync(file, Display("two"));
        await removed.WaitAsync(Patience);
        await host.StopAsync();
    }

    [Fact]
    public async Task Where_the_file_system_announces_nothing_the_rescan_finds_it()
    {
        var late = Path.Combine(_folder.FullName, "late");
        using var host = Host(TimeSpan.FromMilliseconds(50), late);
        await host.StartAsync();
        await host.Services.GetRequiredService<ManifestService>().Loaded.WaitAsync(Patience);

        var added = Next(change => change is { Kind: ChangeKind.Added, Resource.Key.Name: "three" });
        Directory.CreateDirectory(Path.Combine(late, "deeper"));
        await File.WriteAllTextAsync(Path.Combine(late, "deeper", "c.yml"), Display("three"));
        await added.WaitAsync(Patience);
        await host.StopAsync();
    }

    public void Dispose()
    {
        _catalog.Dispose();
        _folder.Delete(recursive: true);
    }

    private static string Display(string name) =>
        $"apiVersion: eventfabric.dev/v1alpha1\nkind: Display\nmetadata:\n  name: {name}\n";

    private IHost Host(TimeSpan rescan, string? path = null)
    {
        var builder = new HostApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<ICatalog>(_catalog);
        builder.Services.AddManifests(options =>
        {
            options.Paths.Add(path ?? _folder.FullName);
            options.Settle = TimeSpan.FromMilliseconds(20);
            options.RescanInterval = rescan;
        });
        return builder.Build();
    }

    /// <summary>Armed before the act: watches from the version of now.</summary>
    private async Task Next(Func<CatalogChange, bool> wanted)
    {
        var version = (await _catalog.Snapshot(default)).Version;
        await foreach (var change in _catalog.Watch(version, default))
        {
            if (wanted(change))
                return;
        }
    }
}
