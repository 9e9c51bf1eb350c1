using System.Text.Json;
using Fabric.Contract.Time;
using Fabric.Embedded.Catalogs;
using Fabric.Resources;

namespace Fabric.Embedded.Tests.Catalogs;

public sealed class FileCatalogStoreTests : IDisposable
{
    private readonly string _folder = Path.Combine(Directory.CreateTempSubdirectory("catalog").FullName, "catalog");

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_folder)!, recursive: true);

    [Fact]
    public async Task What_came_through_the_API_survives_a_restart_whole()
    {
        Resource before;
        using (var catalog = new Catalog(new ManualClock(), new FileCatalogStore(_folder)))
        {
            await Put(catalog, Annotated("1"));
            before = (await Put(catalog, Annotated("2"))).Resource!;
            await catalog.SetStatus(before.Key, JsonElement.Parse("{}"), default);
        }

        using var again = await Catalog.Open(new ManualClock(new(2027, 1, 1, 0, 0, 0, TimeSpan.Zero)), new FileCatalogStore(_folder), default);
        var after = (await again.Get(before.Key, default))!;
        Assert.Equal((before.Metadata.Uid, 2L, before.Metadata.Created), (after.Metadata.Uid, after.Metadata.Generation, after.Metadata.Created));
        Assert.Equal(("1", "2"), (after.Metadata.Labels["l"], after.Metadata.Annotations["n"]));
        Assert.Equal("2", after.Body.GetProperty("data").GetProperty("k").GetString());
        Assert.Null(after.Status);
        Assert.True(after.Metadata.ResourceVersion > before.Metadata.ResourceVersion);
        Assert.NotNull(await again.Get(new("", "Namespace", "", "shop"), default));
    }

    [Fact]
    public async Task What_was_deleted_or_declared_by_a_file_does_not_come_back()
    {
        using (var catalog = new Catalog(new ManualClock(), new FileCatalogStore(_folder)))
        {
            var gone = await Put(catalog, ConfigMap("gone"));
            await Put(catalog, ConfigMap("declared"), "a.yaml");
            await Put(catalog, ConfigMap("taken"));
            await Put(catalog, ConfigMap("taken"), "a.yaml");
            await catalog.Delete(gone.Resource!.Key, default);
        }

        Assert.Empty(await new FileCatalogStore(_folder).LoadAll(default));
    }

    [Fact]
    public async Task Only_the_owner_may_read_what_may_be_secret()
    {
        using var catalog = new Catalog(new ManualClock(), new FileCatalogStore(_folder));
        await Put(catalog, """{"apiVersion":"v1","kind":"Secret","metadata":{"name":"s"},"stringData":{"k":"hunter2"}}""");
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(OnlyFile()));
    }

    [Fact]
    public async Task What_was_being_written_when_the_power_failed_is_not_there()
    {
        var store = new FileCatalogStore(_folder);
        using (var catalog = new Catalog(new ManualClock(), store))
            await Put(catalog, ConfigMap("a"));
        var unfinished = OnlyFile() + ".tmp";
        await File.WriteAllTextAsync(unfinished, "{");

        Assert.Single(await store.LoadAll(default));
        Assert.False(File.Exists(unfinished));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""{"created":"yesterday","manifest":{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a"}}}""")]
    public async Task A_damaged_file_is_named(string content)
    {
        var store = new FileCatalogStore(_folder);
        using (var catalog = new Catalog(new ManualClock(), store))
            await Put(catalog, ConfigMap("a"));
        var file = OnlyFile();
        await File.WriteAllTextAsync(file, content);

        var failure = await Assert.ThrowsAsync<IOException>(async () => await store.LoadAll(default));
        Assert.StartsWith($"{file} is damaged and cannot be read", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_longest_names_fit_and_stay_apart()
    {
        var name = string.Join('.', Enumerable.Repeat(new string('a', 62), 4));
        using (var catalog = new Catalog(new ManualClock(), new FileCatalogStore(_folder)))
        {
            await Put(catalog, ConfigMap(name));
            await Put(catalog, ConfigMap(name[..^1] + "b"));
        }

        Assert.Equal(2, (await new FileCatalogStore(_folder).LoadAll(default)).Length);
    }

    [Fact]
    public async Task What_cannot_be_saved_is_not_taken_up()
    {
        await File.WriteAllTextAsync(_folder, "a file where the folder should be");
        using var catalog = new Catalog(new ManualClock(), new FileCatalogStore(_folder));
        await Assert.ThrowsAnyAsync<IOException>(async () => await Put(catalog, ConfigMap("a")));
        Assert.Empty((await catalog.Snapshot(default)).Resources);
    }

    private static string ConfigMap(string name) => $$$"""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"{{{name}}}"}}""";

    private static string Annotated(string value) => """
        {"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a.b","namespace":"shop","labels":{"l":"1"},"annotations":{"n":"2"}},"data":{"k":"VALUE"}}
        """.Replace("VALUE", value, StringComparison.Ordinal);

    private static ValueTask<PutOutcome> Put(Catalog catalog, string manifest, string? origin = null) =>
        catalog.Put(JsonElement.Parse(manifest), new(origin), default);

    private string OnlyFile() => Assert.Single(Directory.GetFiles(_folder, "*", SearchOption.AllDirectories));
}
