using System.Text.Json;
using Fabric.Edge.Api;

namespace Fabric.Edge.Tests.Api;

public sealed class WatchTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private ApiHost _host = null!;

    public async Task InitializeAsync() =>
        _host = await ApiHost.Start(options => options.BookmarkInterval = TimeSpan.FromMilliseconds(50), history: 8);

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task A_watch_tells_what_is_there_and_then_what_changes()
    {
        await _host.Post(ApiHost.Brokers, ApiHost.Broker("one"));
        await using var watch = await Watch("");

        Assert.Equal("ADDED one", await watch.Next());
        await _host.Post(ApiHost.Brokers, ApiHost.Broker("two"));
        Assert.Equal("ADDED two", await watch.Next());
        await _host.Patch(ApiHost.Brokers + "/two", """{"metadata":{"labels":{"a":"b"}}}""");
        Assert.Equal("MODIFIED two", await watch.Next());
        await _host.Delete(ApiHost.Brokers + "/one");
        Assert.Equal("DELETED one", await watch.Next());
    }

    [Fact]
    public async Task A_watch_goes_on_from_a_version()
    {
        await _host.Post(ApiHost.Brokers, ApiHost.Broker("one"));
        var version = (await _host.Get(ApiHost.Brokers)).At("metadata.resourceVersion");
        await _host.Delete(ApiHost.Brokers + "/one");
        await _host.Post(ApiHost.Brokers, ApiHost.Broker("two"));

        await using var watch = await Watch($"&resourceVersion={version}");

        Assert.Equal("DELETED one", await watch.Next());
        Assert.True(watch.Version > long.Parse(version, System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal("ADDED two", await watch.Next());
    }

    [Theory]
    [InlineData("&labelSelector=a%3Db")]
    [InlineData("&labelSelector=a%3Db&fieldSelector=metadata.name%3Done")]
    public async Task What_enters_a_selection_is_added_and_what_leaves_it_deleted(string selector)
    {
        await _host.Post(ApiHost.Brokers, ApiHost.Broker("one"));
        await _host.Post(ApiHost.Brokers, ApiHost.Broker("other"));
        var version = (await _host.Get(ApiHost.Brokers)).At("metadata.resourceVersion");
        await using var watch = await Watch($"{selector}&resourceVersion={version}");

        await _host.Patch(ApiHost.Brokers + "/other", """{"metadata":{"labels":{"c":"d"}}}""");
        await _host.Patch(ApiHost.Brokers + "/one", """{"metadata":{"labels":{"a":"b"}}}""");
        Assert.Equal("ADDED one", await watch.Next());
        await _host.Patch(ApiHost.Brokers + "/one", """{"metadata":{"labels":{"a":"c"}}}""");
        Assert.Equal("DELETED one", await watch.Next());
    }

    [Fact]
    public async Task Bookmarks_come_to_those_who_ask()
    {
        await _host.Post(ApiHost.Brokers, ApiHost.Broker("one"));
        await using var watch = await Watch("&allowWatchBookmarks=true&sendInitialEvents=true&resourceVersionMatch=NotOlderThan");

        Assert.Equal("ADDED one", await watch.Next());
        Assert.Equal("BOOKMARK ", await watch.Next());
        Assert.Equal("true", watch.Last.GetProperty("object").GetProperty("metadata").GetProperty("annotations").GetProperty("k8s.io/initial-events-end").GetString());
        Assert.Equal("BOOKMARK ", await watch.Next());
    }

    [Fact]
    public async Task A_version_too_old_or_from_the_future_is_expired()
    {
        var version = (await _host.Get(ApiHost.Brokers)).At("metadata.resourceVersion");
        for (var i = 0; i < 20; i++)
            await _host.Post(ApiHost.Brokers, ApiHost.Broker($"b{i}"));

        foreach (var expired in new[] { version, "9223372036854775807" })
        {
            var answer = await _host.Get($"{ApiHost.Brokers}?watch=true&resourceVersion={expired}");
            Assert.Equal((410, "Expired"), (answer.Code, answer.Reason));
        }
    }

    [Fact]
    public async Task A_watch_ends_when_its_time_is_up()
    {
        await using var watch = await Watch("&timeoutSeconds=1");

        Assert.Null(await watch.Next());
    }

    [Fact]
    public async Task Tables_can_be_watched()
    {
        await _host.Post(ApiHost.Brokers, ApiHost.Broker("one"));
        await using var watch = await Watch("", "application/json;as=Table;v=v1;g=meta.k8s.io");

        await watch.Next();
        var table = watch.Last.GetProperty("object");
        Assert.Equal("Table", table.GetProperty("kind").GetString());
        Assert.Equal("one", table.GetProperty("rows")[0].GetProperty("cells")[0].GetString());
    }

    private async Task<WatchClient> Watch(string query, string accept = "application/json")
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{ApiHost.Brokers}?watch=true{query}");
        request.Headers.TryAddWithoutValidation("Accept", accept);
        var response = await _host.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal(200, (int)response.StatusCode);
        return new WatchClient(response, new StreamReader(await response.Content.ReadAsStreamAsync()));
    }

    private sealed class WatchClient(HttpResponseMessage response, StreamReader lines) : IAsyncDisposable
    {
        public JsonElement Last { get; private set; }

        public long Version => long.Parse(
            Last.GetProperty("object").GetProperty("metadata").GetProperty("resourceVersion").GetString()!, System.Globalization.CultureInfo.InvariantCulture);

        /// <summary>Type and name of the next event; null at the end.</summary>
        public async Task<string?> Next()
        {
            if (await lines.ReadLineAsync().WaitAsync(Patience) is not { } line)
                return null;
            Last = JsonElement.Parse(line);
            var metadata = Last.GetProperty("object").GetProperty("metadata");
            return $"{Last.GetProperty("type")} {(metadata.TryGetProperty("name", out var name) ? name : default)}";
        }

        public ValueTask DisposeAsync()
        {
            lines.Dispose();
            response.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
