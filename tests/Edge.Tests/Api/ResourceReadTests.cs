using System.Text.Json;
using Fabric.Resources;

namespace Fabric.Edge.Tests.Api;

public sealed class ResourceReadTests : IAsyncLifetime
{
    private const string Table = "application/json;as=Table;v=v1;g=meta.k8s.io,application/json";

    private ApiHost _host = null!;

    public async Task InitializeAsync()
    {
        _host = await ApiHost.Start();
        await _host.Post(ApiHost.Brokers, ApiHost.Broker("one", ""","labels":{"app":"x","tier":"front"}"""));
        await _host.Post(ApiHost.Brokers, ApiHost.Broker("two", ""","labels":{"app":"y"}"""));
        await _host.Post(ApiHost.Brokers.Replace("default", "team", StringComparison.Ordinal), ApiHost.Broker("three"));
    }

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Theory]
    [InlineData("", "one two")]
    [InlineData("?labelSelector=app%3Dx", "one")]
    [InlineData("?labelSelector=app%3D%3Dx", "one")]
    [InlineData("?labelSelector=app!%3Dx", "two")]
    [InlineData("?labelSelector=app%20in%20(x,%20y)", "one two")]
    [InlineData("?labelSelector=app%20in%20(x,%20y),tier", "one")]
    [InlineData("?labelSelector=app%20notin%20(x)", "two")]
    [InlineData("?labelSelector=!tier", "two")]
    [InlineData("?labelSelector=tier,app%3Dy", "")]
    [InlineData("?fieldSelector=metadata.name%3Dtwo", "two")]
    [InlineData("?fieldSelector=metadata.name!%3Dtwo,metadata.namespace%3Ddefault", "one")]
    [InlineData("?limit=1", "one two")]
    public async Task A_list_holds_what_the_selectors_select(string query, string names)
    {
        var list = await _host.Get(ApiHost.Brokers + query);

        Assert.Equal("MemoryBrokerList", list.At("kind"));
        Assert.NotEmpty(list.At("metadata.resourceVersion"));
        Assert.Equal(names, string.Join(' ', list.Json.GetProperty("items").EnumerateArray().Select(Name)));
    }

    [Fact]
    public async Task All_namespaces_are_listed_together()
    {
        var list = await _host.Get("/apis/eventing.triggermesh.io/v1alpha1/memorybrokers");

        Assert.Equal("one two three", string.Join(' ', list.Json.GetProperty("items").EnumerateArray().Select(Name)));
    }

    [Fact]
    public async Task A_table_has_the_columns_of_the_kind()
    {
        var key = new ResourceKey("eventing.triggermesh.io", "MemoryBroker", "default", "one");
        const string Status = """{"address":{"url":"http://u"},"conditions":[{"type":"Other","status":"x"},{"type":"Ready","status":"False","reason":"Because"}]}""";
        await _host.Catalog.SetStatus(key, JsonElement.Parse(Status), default);

        var table = await _host.Get(ApiHost.Brokers, Table);

        Assert.Equal("Table", table.At("kind"));
        var columns = table.Json.GetProperty("columnDefinitions").EnumerateArray().ToList();
        var shown = columns.Where(column => column.GetProperty("priority").GetInt32() == 0).Select(column => column.GetProperty("name").GetString());
        Assert.Equal(["Name", "URL", "Age", "Ready", "Reason"], shown);
        var rows = table.Json.GetProperty("rows").EnumerateArray().ToList();
        var cells = rows[0].GetProperty("cells").EnumerateArray().Select(cell => cell.ToString()).ToList();
        Assert.Equal(("one", "http://u", "False", "Because"), (cells[0], cells[1], cells[3], cells[4]));
        Assert.Matches("^[0-9]+s$", cells[2]);
        Assert.Equal("PartialObjectMetadata", rows[0].GetProperty("object").GetProperty("kind").GetString());
        Assert.Equal(JsonValueKind.Null, rows[1].GetProperty("cells")[1].ValueKind);
    }

    [Theory]
    [InlineData("None", null)]
    [InlineData("Object", "MemoryBroker")]
    [InlineData("Metadata", "PartialObjectMetadata")]
    public async Task A_row_holds_as_much_of_the_object_as_is_asked_for(string include, string? kind)
    {
        var table = await _host.Get($"{ApiHost.Brokers}/one?includeObject={include}", Table);

        var row = Assert.Single(table.Json.GetProperty("rows").EnumerateArray());
        Assert.Equal(kind, row.TryGetProperty("object", out var value) ? value.GetProperty("kind").GetString() : null);
    }

    [Fact]
    public async Task Metadata_can_be_had_alone()
    {
        var list = await _host.Get(ApiHost.Brokers, "application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1");

        Assert.Equal("PartialObjectMetadataList", list.At("kind"));
        Assert.All(list.Json.GetProperty("items").EnumerateArray(), item => Assert.Equal("PartialObjectMetadata", item.GetProperty("kind").GetString()));
    }

    [Fact]
    public async Task The_status_can_be_read_below_the_resource() =>
        Assert.Equal((await _host.Get(ApiHost.Brokers + "/one")).Text, (await _host.Get(ApiHost.Brokers + "/one/status")).Text);

    private static string? Name(JsonElement item) => item.GetProperty("metadata").GetProperty("name").GetString();
}
