using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Fabric.Brokers;
using Fabric.Delivery;
using Fabric.Sources;

namespace Fabric.Edge.Tests.Sources;

/// <summary>The WebhookSource over real HTTP: TriggerMesh's table of answers, and what Fabric mends.</summary>
public sealed class WebhookSourceTests
{
    private static readonly WebhookSourceSpec Webhook = new()
    {
        Name = new ResourceName("default", "webhook"),
        Workload = "webhooksource-webhook",
        EventType = "webhook.event",
        EventSource = "default.webhook",
        Sink = SourceHost.Sink,
    };

    [Fact]
    public async Task A_plain_post_becomes_an_event_with_its_bytes_and_content_type()
    {
        await using var host = await SourceHost.Start(TimeProvider.System, Webhook);
        using var response = await host.Http.PostAsync("/sources/default/webhook", Form("{\"message\":\"greetings\"}"));

        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        var received = Assert.Single(host.Broker.Events);
        Assert.Equal("webhook.event", received.Type);
        Assert.Equal("default.webhook", received.Source);
        Assert.Equal("application/x-www-form-urlencoded", received.DataContentType);
        Assert.Equal("{\"message\":\"greetings\"}", received.DataText);
        Assert.True(Guid.TryParse(received.Id, out _));
        Assert.NotNull(received.Time);
        Assert.Empty(received.Extensions);
    }

    [Theory]
    [InlineData("PUT")]
    [InlineData("GET")]
    [InlineData("DELETE")]
    [InlineData("PATCH")]
    public async Task Every_method_makes_an_event(string method)
    {
        await using var host = await SourceHost.Start(TimeProvider.System, Webhook);
        using var response = await host.Http.SendAsync(new HttpRequestMessage(HttpMethod.Parse(method), "/sources/default/webhook/any/path?x=1"));
        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        Assert.Null(Assert.Single(host.Broker.Events).Data);
    }

    [Theory]
    [InlineData(PublishStatus.Full, HttpStatusCode.ServiceUnavailable, "7")]
    [InlineData(PublishStatus.Unavailable, HttpStatusCode.ServiceUnavailable, "7")]
    [InlineData(PublishStatus.NotFound, HttpStatusCode.BadGateway, null)]
    [InlineData(PublishStatus.TooManyHops, HttpStatusCode.BadGateway, null)]
    public async Task A_refusal_of_the_broker_is_no_success(PublishStatus status, HttpStatusCode expected, string? retryAfter)
    {
        await using var host = await SourceHost.Start(TimeProvider.System, Webhook);
        host.Broker.Answer = _ => new PublishOutcome(status, Reason: "as the test says", RetryAfter: retryAfter is null ? null : TimeSpan.FromSeconds(6.5));
        using var response = await host.Http.PostAsync("/sources/default/webhook", Form("x"));
        Assert.Equal(expected, response.StatusCode);
        Assert.Equal(retryAfter, response.Headers.RetryAfter?.ToString());
        Assert.Contains("as the test says", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sink_that_does_not_resolve_is_said()
    {
        await using var host = await SourceHost.Start(TimeProvider.System, Webhook with { Sink = null });
        using var response = await host.Http.PostAsync("/sources/default/webhook", Form("x"));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Contains("spec.sink", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, HttpStatusCode.BadRequest)]
    [InlineData("Bearer x", HttpStatusCode.BadRequest)]
    [InlineData("Basic !!!", HttpStatusCode.BadRequest)]
    [InlineData("Basic dXNlcjp3cm9uZw==", HttpStatusCode.Unauthorized)]
    [InlineData("Basic dXNlcjpwYXNz", HttpStatusCode.NoContent)]
    public async Task Credentials_are_asked_for(string? authorization, HttpStatusCode expected)
    {
        await using var host = await SourceHost.Start(
            TimeProvider.System, Webhook with { BasicAuth = new BasicAuth("user", new Secret("pass")) });
        using var request = new HttpRequestMessage(HttpMethod.Post, "/sources/default/webhook") { Content = Form("x") };
        if (authorization is not null)
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        using var response = await host.Http.SendAsync(request);
        Assert.Equal(expected, response.StatusCode);
        Assert.Equal(expected == HttpStatusCode.NoContent ? 1 : 0, host.Broker.Events.Count);
    }

    [Theory]
    [InlineData("first", "body", true)]
    [InlineData("second", "body", true)]
    [InlineData("first", "another body", false)]
    [InlineData("stranger", "body", false)]
    public async Task A_signature_holds_for_any_of_the_keys_and_for_the_body_only(string key, string signed, bool holds)
    {
        await using var host = await SourceHost.Start(
            TimeProvider.System, Webhook with { SignatureKeys = [new Secret("first"), new Secret("second")] });
        using var request = new HttpRequestMessage(HttpMethod.Post, "/sources/default/webhook") { Content = Form("body") };
        var signature = HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(signed));
        request.Headers.Add("X-Hub-Signature-256", "sha256=" + Convert.ToHexStringLower(signature));
        using var response = await host.Http.SendAsync(request);
        Assert.Equal(holds ? HttpStatusCode.NoContent : HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("sha256=")]
    [InlineData("sha256=zz")]
    [InlineData("sha1=0000000000000000000000000000000000000000000000000000000000000000")]
    public async Task A_missing_or_malformed_signature_is_refused(string? signature)
    {
        await using var host = await SourceHost.Start(TimeProvider.System, Webhook with { SignatureKeys = [new Secret("key")] });
        using var request = new HttpRequestMessage(HttpMethod.Post, "/sources/default/webhook") { Content = Form("body") };
        if (signature is not null)
            request.Headers.TryAddWithoutValidation("X-Hub-Signature-256", signature);
        using var response = await host.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Empty(host.Broker.Events);
    }

    [Fact]
    public async Task Request_parts_become_extensions_under_clean_names()
    {
        await using var host = await SourceHost.Start(TimeProvider.System, Webhook with
        {
            Extensions = RequestParts.Method | RequestParts.Path | RequestParts.Queries | RequestParts.Headers,
        });
        using var request = new HttpRequestMessage(HttpMethod.Post, "/sources/default/webhook/orders/7?User-Name=ann&tag=a&tag=b");
        request.Content = Form("x");
        request.Headers.Add("X-Custom", "value");
        request.Headers.Add("Authorization", "Basic c2VjcmV0OnNlY3JldA==");
        request.Headers.Add("Ce-Id", "my-id");
        request.Headers.Add("Ce-Subject", "my-subject");
        using var response = await host.Http.SendAsync(request);

        var received = Assert.Single(host.Broker.Events);
        Assert.Equal("my-id", received.Id);
        Assert.Equal("my-subject", received.Subject);
        Assert.Equal("POST", received.Extensions["method"]);
        Assert.Equal("/orders/7", received.Extensions["path"]);
        Assert.Equal("ann", received.Extensions["qusername"]);
        Assert.Equal("a", received.Extensions["qtag0"]);
        Assert.Equal("b", received.Extensions["qtag1"]);
        Assert.Equal("value", received.Extensions["hxcustom"]);
        Assert.DoesNotContain(received.Extensions, pair => pair.Value.Contains("c2VjcmV0", StringComparison.Ordinal));
        Assert.All(received.Extensions.Keys, name => Assert.Matches("^[a-z0-9]{1,20}$", name));
    }

    [Fact]
    public async Task Preflight_is_answered_and_makes_no_event()
    {
        await using var host = await SourceHost.Start(TimeProvider.System, Webhook with { CorsAllowOrigin = "https://app.example" });
        using var request = new HttpRequestMessage(HttpMethod.Options, "/sources/default/webhook");
        request.Headers.Add("Origin", "https://app.example");
        request.Headers.Add("Access-Control-Request-Method", "POST");
        request.Headers.Add("Access-Control-Request-Headers", "content-type");
        using var response = await host.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        Assert.Equal("https://app.example", response.Headers.GetValues("Access-Control-Allow-Origin").Single());
        Assert.Equal("POST", response.Headers.GetValues("Access-Control-Allow-Methods").Single());
        Assert.Equal("content-type", response.Headers.GetValues("Access-Control-Allow-Headers").Single());
        Assert.Empty(host.Broker.Events);
    }

    [Fact]
    public async Task The_webhook_handshake_is_answered()
    {
        await using var host = await SourceHost.Start(TimeProvider.System, Webhook);
        using var request = new HttpRequestMessage(HttpMethod.Options, "/sources/default/webhook");
        request.Headers.Add("WebHook-Request-Origin", "sender.example");
        using var response = await host.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("sender.example", response.Headers.GetValues("WebHook-Allowed-Origin").Single());
        Assert.Equal("*", response.Headers.GetValues("WebHook-Allowed-Rate").Single());
        Assert.Contains("POST", response.Content.Headers.Allow);
        Assert.Empty(host.Broker.Events);
    }

    [Fact]
    public async Task A_body_over_the_limit_is_refused_even_when_its_length_is_not_said()
    {
        await using var host = await SourceHost.Start(TimeProvider.System, Webhook);
        using var body = new StreamContent(new MemoryStream(new byte[(64 << 10) + 1]));
        using var request = new HttpRequestMessage(HttpMethod.Post, "/sources/default/webhook") { Content = body };
        request.Headers.TransferEncodingChunked = true;
        using var response = await host.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.Empty(host.Broker.Events);
    }

    [Fact]
    public async Task An_unknown_source_is_said_with_its_name()
    {
        await using var host = await SourceHost.Start(TimeProvider.System, Webhook);
        using var response = await host.Http.PostAsync("/sources/default/nobody", Form("x"));
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Contains("default/nobody", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static ByteArrayContent Form(string text) => new(Encoding.UTF8.GetBytes(text))
    {
        Headers = { ContentType = new MediaTypeHeaderValue("application/x-www-form-urlencoded") },
    };
}
