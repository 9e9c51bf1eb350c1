using System.Net;
using Fabric.Brokers;
using Fabric.Events;

namespace Fabric.Edge.Tests.Ingest;

public sealed class BrokerIngestTests
{
    private const string Structured = """{"specversion":"1.0","id":"1","source":"/s","type":"t","data":{"n":1}}""";

    [Theory]
    [InlineData("/brokers/default/b")]
    [InlineData("/brokers/default/b/")]
    [InlineData("/brokers/default/b/any/path?with=query")]
    public async Task An_event_is_kept_and_answered_with_an_empty_200(string path)
    {
        await using var edge = await EdgeServer.Start();

        using var response = await edge.Post(path, ("ce-region", "EU"));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync());
        var kept = edge.Fabric.Only;
        Assert.Equal(("1", "/tests", "test.event", "application/json", "{\"n\":1}"), (kept.Id, kept.Source, kept.Type, kept.DataContentType, kept.DataText));
        Assert.Equal("EU", Assert.Single(kept.Extensions).Value);
    }

    [Fact]
    public async Task PUT_publishes_as_POST_does()
    {
        await using var edge = await EdgeServer.Start();

        using var response = await edge.Send(HttpMethod.Put, "/brokers/default/b", "application/cloudevents+json", Structured);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("t", edge.Fabric.Only.Type);
    }

    [Fact]
    public async Task A_batch_is_kept_with_a_verdict_for_each_event()
    {
        await using var edge = await EdgeServer.Start();
        edge.Fabric.Answer = new PublishOutcome(PublishStatus.Accepted, Duplicates: 1) { DuplicateIndexes = [1] };

        using var response = await edge.Send(
            HttpMethod.Post, "/brokers/default/b", "application/cloudevents-batch+json", $"[{Structured},{Structured}]");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(2, edge.Fabric.Kept.Count);
        Assert.Equal("""{"stored":1,"duplicates":[1]}""", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task An_empty_batch_is_fine()
    {
        await using var edge = await EdgeServer.Start();

        using var response = await edge.Send(HttpMethod.Post, "/brokers/default/b", "application/cloudevents-batch+json", "[]");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("""{"stored":0,"duplicates":[]}""", await response.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("application/cloudevents+json", """{"specversion":"1.0","source":"/s","type":"t"}""", 400, "id")]
    [InlineData("application/cloudevents+json", """{"id":"1","source":"/s","type":"t"}""", 400, "specversion")]
    [InlineData("application/cloudevents+json", """{"specversion":"1.0","id":"1","source":"/s","type":"t","time":"yesterday"}""", 400, "time")]
    [InlineData("application/cloudevents+json", "{", 400, "")]
    [InlineData("application/cloudevents-batch+json", """[{"specversion":"1.0","id":"1","source":"/s"}]""", 400, "event 0: type")]
    [InlineData("application/cloudevents+avro", "abc", 415, "avro")]
    [InlineData("application/json", "{}", 415, "no CloudEvent")]
    public async Task What_is_no_event_is_refused_in_words(string contentType, string body, int status, string mentions)
    {
        await using var edge = await EdgeServer.Start();

        using var response = await edge.Send(HttpMethod.Post, "/brokers/default/b", contentType, body);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal("text/plain", response.Content.Headers.ContentType?.MediaType);
        Assert.Contains(mentions, await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Empty(edge.Fabric.Kept);
    }

    [Fact]
    public async Task Each_fault_has_its_line()
    {
        await using var edge = await EdgeServer.Start();

        using var response = await edge.Send(
            HttpMethod.Post, "/brokers/default/b", ("ce-specversion", "1.0"), ("ce-id", "1"), ("ce-bad_name", "x"));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var lines = (await response.Content.ReadAsStringAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(["bad_name", "source", "type"], lines.Select(line => line.Split(':')[0]).Order());
    }

    [Fact]
    public async Task An_event_beyond_the_limit_is_413()
    {
        await using var edge = await EdgeServer.Start(limits: new EventLimits { MaxEventBytes = 5 });

        using var response = await edge.Post("/brokers/default/b");

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
    }

    [Fact]
    public async Task The_servers_own_body_limit_gives_way_to_the_limits_of_events()
    {
        await using var edge = await EdgeServer.Start(limits: new EventLimits { MaxEventBytes = 40 << 20 });

        using var response = await edge.Send(
            HttpMethod.Post, "/brokers/default/b", "text/plain", new string('x', 31 << 20),
            ("ce-specversion", "1.0"), ("ce-id", "1"), ("ce-source", "/s"), ("ce-type", "t"));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(31 << 20, Assert.Single(edge.Fabric.Kept).Data.Length);
    }

    [Fact]
    public async Task An_unknown_broker_is_404_and_says_which_there_are()
    {
        await using var edge = await EdgeServer.Start();

        using var response = await edge.Post("/brokers/default/bb");

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("There is no broker default/bb here. There is default/b.\n", await response.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData(PublishStatus.Full, null, "1")]
    [InlineData(PublishStatus.Full, 2500, "3")]
    [InlineData(PublishStatus.Full, 10, "1")]
    [InlineData(PublishStatus.Unavailable, 0, "1")]
    public async Task A_broker_that_cannot_take_more_is_503_with_the_seconds_to_wait(PublishStatus status, int? milliseconds, string retryAfter)
    {
        await using var edge = await EdgeServer.Start();
        TimeSpan? wait = milliseconds is { } value ? TimeSpan.FromMilliseconds(value) : null;
        edge.Fabric.Answer = new PublishOutcome(status, Reason: "10000 events wait", RetryAfter: wait);

        using var response = await edge.Post("/brokers/default/b");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal(retryAfter, Assert.Single(response.Headers.GetValues("Retry-After")));
        Assert.Equal("10000 events wait\n", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task An_event_in_a_loop_is_400()
    {
        await using var edge = await EdgeServer.Start();

        using var response = await edge.Post("/brokers/default/b", ("ce-knativebrokerttl", "0"));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Empty(edge.Fabric.Kept);
    }

    [Fact]
    public async Task A_node_that_stops_takes_nothing_more()
    {
        await using var edge = await EdgeServer.Start();
        using var before = await edge.Post("/brokers/default/b");
        edge.BeginStop();

        using var response = await edge.Post("/brokers/default/b");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal("1", Assert.Single(response.Headers.GetValues("Retry-After")));
        Assert.Single(edge.Fabric.Kept);
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("HEAD")]
    [InlineData("DELETE")]
    [InlineData("PATCH")]
    public async Task Other_methods_are_405_on_a_broker_and_404_elsewhere(string method)
    {
        await using var edge = await EdgeServer.Start();

        using var refused = await edge.Send(new HttpMethod(method), "/brokers/default/b");
        using var unknown = await edge.Send(new HttpMethod(method), "/brokers/default/bb");

        Assert.Equal(HttpStatusCode.MethodNotAllowed, refused.StatusCode);
        Assert.Equal(["POST", "OPTIONS"], refused.Content.Headers.Allow);
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }

    [Fact]
    public async Task OPTIONS_answers_the_webhook_handshake()
    {
        await using var edge = await EdgeServer.Start();

        using var plain = await edge.Send(HttpMethod.Options, "/brokers/default/b");
        using var asked = await edge.Send(HttpMethod.Options, "/brokers/default/b",
            ("WebHook-Request-Origin", "events.example.com"), ("WebHook-Request-Rate", "120"));

        Assert.Equal(HttpStatusCode.OK, plain.StatusCode);
        Assert.Equal(["POST", "OPTIONS"], plain.Content.Headers.Allow);
        Assert.False(plain.Headers.Contains("WebHook-Allowed-Origin"));
        Assert.Equal("events.example.com", Assert.Single(asked.Headers.GetValues("WebHook-Allowed-Origin")));
        Assert.Equal("*", Assert.Single(asked.Headers.GetValues("WebHook-Allowed-Rate")));
    }

    [Fact]
    public async Task The_probe_of_a_TriggerMesh_broker_works()
    {
        await using var edge = await EdgeServer.Start();

        Assert.Equal("""{"ok": "true"}""", await edge.Client.GetStringAsync(new Uri("/brokers/default/b/healthz", UriKind.Relative)));
    }
}
