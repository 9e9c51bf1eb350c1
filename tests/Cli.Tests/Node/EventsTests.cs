using System.Net;
using System.Text.Json;

namespace Fabric.Cli.Tests.Node;

/// <summary>What a broker holds, over HTTP and with <c>fabric events</c>.</summary>
public sealed class EventsTests : IAsyncLifetime, IDisposable
{
    private const string Broker = """
        apiVersion: eventfabric.dev/v1alpha1
        kind: Broker
        metadata: {name: orders}
        spec: {storage: Memory}
        """;

    private readonly Scratch _scratch = new();
    private readonly FabricCli _fabric = new();
    private NodeProcess _node = null!;

    public async Task InitializeAsync()
    {
        _node = await NodeProcess.Run(_scratch.Manifest(Broker), dataDirectory: null);
        foreach (var id in new[] { "1", "2", "3" })
            await Publish(id);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose()
    {
        _node.Dispose();
        _fabric.Dispose();
        _scratch.Dispose();
    }

    [Theory]
    [InlineData("", "1 2 3")]
    [InlineData("?limit=2", "1 2")]
    [InlineData("?since=1h", "1 2 3")]
    [InlineData("?since=2099-01-01T00:00:00Z", "")]
    [InlineData("?type=test.event", "1 2 3")]
    [InlineData("?type=other", "")]
    [InlineData("?filter=INT(id)%20%3E%201", "2 3")]
    public async Task Only_what_was_asked_for_is_listed_oldest_first(string query, string ids)
    {
        var text = await _scratch.Http.GetStringAsync(new Uri(_node.Address, $"/brokers/default/orders/events{query}"));
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonElement.Parse(line)).ToArray();
        Assert.Equal(ids, string.Join(' ', lines.Select(line => line.GetProperty("event").GetProperty("id").GetString())));
        Assert.All(lines, line => Assert.Equal(int.Parse(line.GetProperty("event").GetProperty("id").GetString()!, null) - 1, line.GetProperty("offset").GetInt32()));
    }

    [Theory]
    [InlineData("?since=yesterday", "since=yesterday: give how long ago, as 10m, or a time")]
    [InlineData("?limit=0", "limit=0: give a number of events from 1.")]
    [InlineData("?partition=1", "partition=1: the broker has 1, counted from 0.")]
    [InlineData("?filter=type%20%3D", "filter")]
    public async Task What_is_wrong_with_the_question_is_named(string query, string sentence)
    {
        using var answer = await _scratch.Http.GetAsync(new Uri(_node.Address, $"/brokers/default/orders/events{query}"));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(sentence, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Following_shows_what_is_there_and_then_what_comes()
    {
        using var answer = await _scratch.Http.GetAsync(
            new Uri(_node.Address, "/brokers/default/orders/events?follow=true"), HttpCompletionOption.ResponseHeadersRead);
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync());
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        for (var id = 1; id <= 3; id++)
            Assert.Contains($"\"id\":\"{id}\"", await lines.ReadLineAsync(patience.Token), StringComparison.Ordinal);
        await Publish("4");
        Assert.Contains("\"id\":\"4\"", await lines.ReadLineAsync(patience.Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_verb_shows_them_and_says_what_is_wrong()
    {
        var server = _node.Address.GetLeftPart(UriPartial.Authority);
        Assert.Equal("2\n3\n", await _fabric.Output("events", "orders", "--filter", "INT(id) > 1", "-o", "name", "--server", server));
        Assert.Contains("☁️  cloudevents.Event", await _fabric.Output("events", "orders", "--limit", "1", "--server", server), StringComparison.Ordinal);
        var run = await _fabric.Run(["events", "orders", "--since", "soon", "--server", server]);
        Assert.Equal(1, run.Code);
        Assert.Contains("since=soon: give how long ago", run.Error, StringComparison.Ordinal);
    }

    private async Task Publish(string id)
    {
        using var request = Scratch.Event(_node.Address, "orders", id);
        using var response = await _scratch.Http.SendAsync(request);
        Assert.True(response.IsSuccessStatusCode);
    }
}
