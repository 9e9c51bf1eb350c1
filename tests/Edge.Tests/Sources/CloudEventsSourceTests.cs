using System.Collections.Immutable;
using System.Net;
using System.Text;
using Fabric.Brokers;
using Fabric.Contract.Time;
using Fabric.Delivery;
using Fabric.Sources;

namespace Fabric.Edge.Tests.Sources;

/// <summary>The CloudEventsSource over real HTTP.</summary>
public sealed class CloudEventsSourceTests
{
    private static readonly CloudEventsSourceSpec Gateway = new()
    {
        Name = new ResourceName("default", "gateway-in"),
        Workload = "cloudeventssource-gateway-in",
        Sink = SourceHost.Sink,
    };

    [Fact]
    public async Task An_event_passes_unchanged()
    {
        await using var host = await SourceHost.Start(TimeProvider.System, Gateway);
        using var response = await host.Http.SendAsync(Event("42"));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var received = Assert.Single(host.Broker.Events);
        Assert.Equal(("42", "test", "example.type", "2026-01-02T03:04:05Z", "7", "payload"),
            (received.Id, received.Source, received.Type, received.Time, received.Extensions["extra"], received.DataText));
    }

    [Fact]
    public async Task A_batch_passes_whole()
    {
        await using var host = await SourceHost.Start(TimeProvider.System, Gateway);
        using var body = new StringContent(
            """[{"specversion":"1.0","id":"1","source":"s","type":"t"},{"specversion":"1.0","id":"2","source":"s","type":"t"}]""",
            Encoding.UTF8, "application/cloudevents-batch+json");
        using var response = await host.Http.PostAsync("/sources/default/gateway-in", body);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(["1", "2"], host.Broker.Events.Select(received => received.Id));
    }

    [Fact]
    public async Task What_is_no_event_is_refused_with_the_reason()
    {
        await using var host = await SourceHost.Start(TimeProvider.System, Gateway);
        using var plain = await host.Http.PostAsync("/sources/default/gateway-in", new StringContent("{}", Encoding.UTF8, "application/json"));
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, plain.StatusCode);
        using var untyped = Event("1");
        untyped.Headers.Remove("ce-type");
        using var response = await host.Http.SendAsync(untyped);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("type", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Empty(host.Broker.Events);
    }

    [Theory]
    [InlineData(null, HttpStatusCode.Unauthorized)]
    [InlineData("Basic dXNlcjp3cm9uZw==", HttpStatusCode.Unauthorized)]
    [InlineData("Basic dXNlcjpwYXNz", HttpStatusCode.OK)]
    [InlineData("basic b3RoZXI6c2VjcmV0", HttpStatusCode.OK)]
    public async Task Any_of_the_credentials_opens(string? authorization, HttpStatusCode expected)
    {
        await using var host = await SourceHost.Start(TimeProvider.System, Gateway with
        {
            Credentials = [new BasicAuth("user", new Secret("pass")), new BasicAuth("other", new Secret("secret"))],
        });
        using var request = Event("1");
        if (authorization is not null)
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        using var response = await host.Http.SendAsync(request);
        Assert.Equal(expected, response.StatusCode);
        if (expected == HttpStatusCode.Unauthorized)
            Assert.Equal("Basic realm=\"restricted\", charset=\"UTF-8\"", response.Headers.WwwAuthenticate.ToString());
    }

    [Fact]
    public async Task The_rate_is_limited_and_retry_after_is_in_seconds()
    {
        var clock = new ManualClock();
        await using var host = await SourceHost.Start(clock, Gateway with { RequestsPerSecond = 2 });
        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.TooManyRequests], await Statuses(host, 3));
        using (var limited = await host.Http.SendAsync(Event("again")))
            Assert.Equal("1", limited.Headers.RetryAfter?.ToString());
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal([HttpStatusCode.OK], await Statuses(host, 1));
    }

    [Theory]
    [InlineData("/in", "/in", HttpStatusCode.OK)]
    [InlineData("/in", "/out", HttpStatusCode.NotFound)]
    [InlineData("/in", "/in/deeper", HttpStatusCode.NotFound)]
    [InlineData("/in/", "/in/deeper", HttpStatusCode.OK)]
    [InlineData(null, "/anything", HttpStatusCode.OK)]
    public async Task Only_the_declared_path_is_served(string? declared, string path, HttpStatusCode expected)
    {
        await using var host = await SourceHost.Start(TimeProvider.System, Gateway with { Path = declared });
        using var request = Event("1", "/sources/default/gateway-in" + path);
        using var response = await host.Http.SendAsync(request);
        Assert.Equal(expected, response.StatusCode);
    }

    [Fact]
    public async Task Overrides_replace_attributes_and_keep_the_rest()
    {
        await using var host = await SourceHost.Start(TimeProvider.System, Gateway with
        {
            Overrides = ImmutableSortedDictionary<string, string>.Empty.Add("type", "another.type").Add("team", "blue"),
        });
        using var response = await host.Http.SendAsync(Event("1"));
        var received = Assert.Single(host.Broker.Events);
        Assert.Equal(("another.type", "blue", "7", "payload"),
            (received.Type, received.Extensions["team"], received.Extensions["extra"], received.DataText));
    }

    [Theory]
    [InlineData(PublishStatus.Full, HttpStatusCode.ServiceUnavailable)]
    [InlineData(PublishStatus.NotFound, HttpStatusCode.NotFound)]
    [InlineData(PublishStatus.TooManyHops, HttpStatusCode.BadRequest)]
    public async Task The_sinks_answer_is_passed_on(PublishStatus status, HttpStatusCode expected)
    {
        await using var host = await SourceHost.Start(TimeProvider.System, Gateway);
        host.Broker.Answer = _ => new PublishOutcome(status);
        using var response = await host.Http.SendAsync(Event("1"));
        Assert.Equal(expected, response.StatusCode);
        Assert.Equal(status == PublishStatus.Full, response.Headers.RetryAfter is not null);
    }

    [Fact]
    public async Task The_handshake_states_the_rate_a_minute()
    {
        await using var host = await SourceHost.Start(TimeProvider.System, Gateway with { RequestsPerSecond = 5 });
        using var request = new HttpRequestMessage(HttpMethod.Options, "/sources/default/gateway-in");
        request.Headers.Add("WebHook-Request-Origin", "sender.example");
        request.Headers.Add("WebHook-Request-Rate", "1000");
        using var response = await host.Http.SendAsync(request);
        Assert.Equal("sender.example", response.Headers.GetValues("WebHook-Allowed-Origin").Single());
        Assert.Equal("300", response.Headers.GetValues("WebHook-Allowed-Rate").Single());
    }

    private static async Task<IReadOnlyList<HttpStatusCode>> Statuses(SourceHost host, int requests)
    {
        var statuses = new List<HttpStatusCode>();
        for (var number = 0; number < requests; number++)
        {
            using var response = await host.Http.SendAsync(Event($"{number}"));
            statuses.Add(response.StatusCode);
        }

        return statuses;
    }

    private static HttpRequestMessage Event(string id, string path = "/sources/default/gateway-in")
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent("payload", Encoding.UTF8, "text/plain") };
        foreach (var (name, value) in new[]
            { ("specversion", "1.0"), ("id", id), ("source", "test"), ("type", "example.type"), ("time", "2026-01-02T03:04:05Z"), ("extra", "7") })
            request.Headers.Add("ce-" + name, value);
        return request;
    }
}
