using System.Net;
using System.Text.Json;
using Fabric.Edge.Tests.Delivery;
using Fabric.Edge.Tests.Ingest;
using Fabric.Targets;

namespace Fabric.Edge.Tests.Targets;

public sealed class DisplayTests
{
    private static readonly Uri Events = new("/displays/default/show/events", UriKind.Relative);

    [Fact]
    public async Task An_event_is_printed_in_one_piece_as_event_display_does()
    {
        var printed = new SignallingWriter();
        await using var edge = await Start(printed: printed);

        using var response = await edge.Post("/displays/default/show", ("ce-region", "EU"));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("""
            ☁️  cloudevents.Event
            Context Attributes,
              specversion: 1.0
              type: test.event
              source: /tests
              id: 1
              datacontenttype: application/json
            Extensions,
              region: EU
            Data,
              {
                "n": 1
              }

            """, await printed.Next());
    }

    [Fact]
    public async Task Events_are_listed_as_JSON_lines_newest_last()
    {
        await using var edge = await Start(keep: 2);
        foreach (var id in new[] { "a", "b", "c" })
            await Post(edge, id);

        using var response = await edge.Client.GetAsync(Events);

        Assert.Equal("application/x-ndjson", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(["b", "c"], Ids(await response.Content.ReadAsStringAsync()));
    }

    [Fact]
    public async Task A_follower_sees_what_is_kept_and_what_arrives()
    {
        await using var edge = await Start();
        await Post(edge, "before");
        using var stream = new StreamReader(await edge.Client.GetStreamAsync(new Uri($"{Events}?follow=true", UriKind.Relative)));
        var first = await stream.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(10));

        await Post(edge, "after");

        var second = await stream.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(10));
        Assert.Equal(["before", "after"], Ids($"{first}\n{second}"));
    }

    [Fact]
    public async Task A_follower_is_let_go_when_the_node_stops()
    {
        await using var edge = await Start();
        using var stream = new StreamReader(await edge.Client.GetStreamAsync(new Uri($"{Events}?follow=true", UriKind.Relative)));

        edge.BeginStop();

        Assert.Null(await stream.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(10)));
    }

    [Fact]
    public async Task Clearing_forgets_the_events()
    {
        await using var edge = await Start();
        await Post(edge, "a");

        using var cleared = await edge.Client.DeleteAsync(Events);
        await Post(edge, "b");

        Assert.Equal(HttpStatusCode.NoContent, cleared.StatusCode);
        Assert.Equal(["b"], Ids(await edge.Client.GetStringAsync(Events)));
    }

    [Fact]
    public async Task The_page_loads_nothing_from_elsewhere()
    {
        await using var edge = await Start();

        var page = await edge.Client.GetStringAsync(new Uri("/displays/default/show", UriKind.Relative));

        Assert.Contains("<!doctype html>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("http://", page, StringComparison.Ordinal);
        Assert.DoesNotContain("https://", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_display_that_is_not_declared_is_a_404()
    {
        await using var edge = await Start();

        using var posted = await edge.Post("/displays/default/other");
        using var listed = await edge.Client.GetAsync(new Uri("/displays/default/other/events", UriKind.Relative));

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (posted.StatusCode, listed.StatusCode));
    }

    [Fact]
    public async Task An_output_that_is_stuck_delays_nothing()
    {
        using var stuck = new StuckWriter();
        await using var edge = await Start(printed: stuck);

        for (var id = 0; id < 20; id++)
            await Post(edge, $"{id}");

        Assert.Equal(20, Ids(await edge.Client.GetStringAsync(Events)).Count);
        stuck.Release();
    }

    [Fact]
    public async Task An_output_that_is_closed_hurts_nothing()
    {
        var closed = new StringWriter();
        await closed.DisposeAsync();
        await using var edge = await Start(printed: closed);

        await Post(edge, "a");
        await Post(edge, "b");

        Assert.Equal(["a", "b"], Ids(await edge.Client.GetStringAsync(Events)));
    }

    private static Task<EdgeServer> Start(int keep = 1000, TextWriter? printed = null) => EdgeServer.Start(
        new FixedTopology().WithTarget(new DisplaySpec { Name = new("default", "show"), Workload = "show", Keep = keep }),
        printed: printed);

    private static async Task Post(EdgeServer edge, string id)
    {
        using var response = await edge.Send(
            HttpMethod.Post, "/displays/default/show", "application/cloudevents+json",
            $$"""{"specversion":"1.0","id":"{{id}}","source":"/s","type":"t"}""");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    private static List<string?> Ids(string lines) =>
    [
        .. lines.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonDocument.Parse(line).RootElement.GetProperty("id").GetString()),
    ];
}
