using System.Text.Json;
using Fabric.Contract.Time;
using Fabric.Postgres.Catalogs;
using Fabric.Resources;

namespace Fabric.Postgres.Tests.Catalogs;

public sealed class PostgresCatalogStoreTests : IAsyncLifetime
{
    private TestSchema _schema = null!;

    private PostgresCatalogStore Store => new(_schema.Database);

    public async Task InitializeAsync() => _schema = await TestSchema.Create();

    public async Task DisposeAsync() => await _schema.DisposeAsync();

    [Fact]
    public async Task What_came_through_the_API_survives_a_restart_whole()
    {
        Resource before;
        using (var catalog = new Catalog(new ManualClock(), Store))
        {
            await Put(catalog, Annotated("1"));
            before = (await Put(catalog, Annotated("2"))).Resource!;
        }

        using var again = await Catalog.Open(new ManualClock(), Store, default);
        var after = (await again.Get(before.Key, default))!;
        Assert.Equal((before.Metadata.Uid, 2L, before.Metadata.Created), (after.Metadata.Uid, after.Metadata.Generation, after.Metadata.Created));
        Assert.Equal(("1", "2"), (after.Metadata.Labels["l"], after.Metadata.Annotations["n"]));
        Assert.Equal("2", after.Body.GetProperty("data").GetProperty("k").GetString());
    }

    [Fact]
    public async Task What_was_deleted_does_not_come_back()
    {
        using (var catalog = new Catalog(new ManualClock(), Store))
        {
            var gone = await Put(catalog, Annotated("1"));
            await catalog.Delete(gone.Resource!.Key, default);
            await catalog.Delete(gone.Resource!.Key, default);
        }

        Assert.DoesNotContain(await Store.LoadAll(default), resource => resource.Key.Kind == "ConfigMap");
    }

    [Fact]
    public async Task A_damaged_row_is_named()
    {
        using (var catalog = new Catalog(new ManualClock(), Store))
            await Put(catalog, Annotated("1"));
        await _schema.Query("UPDATE resource SET stored = '{}'");
        var fault = await Assert.ThrowsAsync<IOException>(async () => await Store.LoadAll(default));
        Assert.Contains("ConfigMap shop/a.b", fault.Message, StringComparison.Ordinal);
    }

    private static string Annotated(string value) => """
        {"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a.b","namespace":"shop","labels":{"l":"1"},"annotations":{"n":"2"}},"data":{"k":"VALUE"}}
        """.Replace("VALUE", value, StringComparison.Ordinal);

    private static ValueTask<PutOutcome> Put(Catalog catalog, string manifest) =>
        catalog.Put(JsonElement.Parse(manifest), new(null), default);
}
