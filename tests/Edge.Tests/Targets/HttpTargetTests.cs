using System.Collections.Immutable;
using Fabric.Delivery;
using Fabric.Edge.Tests.Delivery;
using Fabric.Events;
using Fabric.Targets;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Fabric.Edge.Tests.Targets;

public sealed class HttpTargetTests : IDisposable
{
    private readonly DeliverySetup _setup = new(services => services.AddSingleton(new EventLimits { MaxEventBytes = 1000 }));

    public void Dispose() => _setup.Dispose();

    [Theory]
    [InlineData("GET")]
    [InlineData("POST")]
    [InlineData("PUT")]
    [InlineData("PATCH")]
    [InlineData("DELETE")]
    public async Task The_data_of_an_event_is_the_body(string method)
    {
        await using var server = await StubServer.Answering(200);

        await Deliver(Target(server.Uri) with { Method = method }, DeliverySetup.NewEvent());

        Assert.Equal((method, "{\"n\":1}", "application/json"), (server.Only.Method, server.Only.Text, server.Only.Header("Content-Type")));
        Assert.Null(server.Only.Header("ce-id"));
    }

    [Fact]
    public async Task Configured_headers_win_over_the_events_content_type()
    {
        await using var server = await StubServer.Answering(200);

        await Deliver(Target(server.Uri, ("content-type", "text/x-own"), ("X-Key", "1")), DeliverySetup.NewEvent());

        Assert.Equal(("text/x-own", "1"), (server.Only.Header("Content-Type"), server.Only.Header("X-Key")));
    }

    [Fact]
    public async Task A_request_event_says_path_query_headers_and_body()
    {
        await using var server = await StubServer.Answering(200);
        var target = Target(new Uri(server.Uri, "/api/?a=spec&b=2"), ("X-Key", "spec"), ("X-Other", "kept"));

        await Deliver(target, Request("""
            {"query_string":"a=event&c=3","path_suffix":"/items/1","body":"a string","headers":{"x-key":"event"}}
            """));

        var request = server.Only;
        Assert.Equal(("/api/items/1", "?a=spec&b=2&c=3", "\"a string\""), (request.Path, request.Query, request.Text));
        Assert.Equal(("event", "kept", "application/json"), (request.Header("X-Key"), request.Header("X-Other"), request.Header("Content-Type")));
    }

    [Fact]
    public async Task A_request_event_may_say_nothing()
    {
        await using var server = await StubServer.Answering(200);

        await Deliver(Target(new Uri(server.Uri, "/api?x=1")), Request("{}"));

        Assert.Equal(("/api", "?x=1", ""), (server.Only.Path, server.Only.Query, server.Only.Text));
    }

    [Theory]
    [InlineData("no JSON", "data: is not JSON")]
    [InlineData("[]", "data: is a JSON Array")]
    [InlineData("""{"query_string":1}""", "data.query_string: is 1")]
    [InlineData("""{"headers":{"a":1}}""", "data.a: is 1")]
    [InlineData("""{"headers":"a"}""", "data.headers: is \"a\"")]
    [InlineData("""{"path_suffix":"../../admin"}""", "data.path_suffix: \"../../admin\" leaves the path")]
    public async Task A_bad_request_event_is_a_400(string data, string reason)
    {
        await using var server = await StubServer.Answering(200);

        var outcome = await Deliver(Target(new Uri(server.Uri, "/api")), Request(data));

        Assert.Equal((DeliveryStatus.Failed, 400), (outcome.Status, outcome.Code));
        Assert.StartsWith(reason, outcome.Reason, StringComparison.Ordinal);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task The_answer_becomes_a_reply_event()
    {
        await using var server = await StubServer.Answering(201, "text/html; charset=utf-8", "<p>hello");
        var record = DeliverySetup.NewEvent() with
        {
            Extensions = ImmutableSortedDictionary<string, string>.Empty.Add("statefulid", "s").Add("statestep", "2").Add("other", "x"),
        };

        var outcome = await Deliver(Target(server.Uri), record);

        Assert.Equal((DeliveryStatus.Delivered, 200), (outcome.Status, outcome.Code));
        var reply = CloudEvent.From(Assert.Single(outcome.Reply.Records.ToArray()));
        Assert.Equal(("io.triggermesh.targets.response", "io.triggermesh.httptarget.default.api"), (reply.Type, reply.Source));
        Assert.Equal(("text/html; charset=utf-8", "<p>hello"), (reply.DataContentType, reply.DataText));
        Assert.Equal(["statefulid=s", "statestep=2"], reply.Extensions.Select(pair => $"{pair.Key}={pair.Value}"));
        Assert.True(Guid.TryParse(reply.Id, out _));
        Assert.Equal("2026-01-01T00:00:00.000000Z", reply.Time);
    }

    [Fact]
    public async Task An_empty_answer_is_a_reply_too()
    {
        await using var server = await StubServer.Answering(204);

        var outcome = await Deliver(Target(server.Uri) with { ResponseType = "mine", ResponseSource = "/me" }, DeliverySetup.NewEvent());

        var reply = CloudEvent.From(Assert.Single(outcome.Reply.Records.ToArray()));
        Assert.Equal(("mine", "/me", (string?)null, ""), (reply.Type, reply.Source, reply.DataContentType, reply.DataText));
    }

    [Fact]
    public async Task A_redirect_is_followed()
    {
        await using var server = await StubServer.Start(context =>
        {
            if (context.Request.Path == "/old")
                context.Response.Redirect("/new", permanent: false, preserveMethod: true);
            return Task.CompletedTask;
        });

        await Deliver(Target(new Uri(server.Uri, "/old")), DeliverySetup.NewEvent());

        Assert.Equal(["/old", "/new"], server.Requests.Select(request => request.Path));
    }

    [Theory]
    [InlineData(404, DeliveryStatus.Retryable)]
    [InlineData(422, DeliveryStatus.Failed)]
    [InlineData(500, DeliveryStatus.Retryable)]
    public async Task An_error_is_an_error_of_the_delivery(int code, DeliveryStatus expected)
    {
        await using var server = await StubServer.Answering(code, "text/plain", "why");

        var outcome = await Deliver(Target(server.Uri), DeliverySetup.NewEvent());

        Assert.Equal((expected, code, 0), (outcome.Status, outcome.Code, outcome.Reply.Count));
        Assert.Equal("why"u8.ToArray(), outcome.ErrorBody.ToArray());
    }

    [Fact]
    public async Task An_answer_too_large_for_an_event_fails()
    {
        await using var server = await StubServer.Answering(200, "text/plain", new string('x', 1001));

        var outcome = await Deliver(Target(server.Uri), DeliverySetup.NewEvent());

        Assert.Equal((DeliveryStatus.Failed, 502), (outcome.Status, outcome.Code));
    }

    [Fact]
    public async Task A_token_is_fetched_once_until_it_expires_or_is_refused()
    {
        var issued = 0;
        var refused = "";
        await using var server = await StubServer.Start(async context =>
        {
            if (context.Request.Path == "/token")
                await context.Response.WriteAsJsonAsync(new { access_token = $"t{++issued}", expires_in = 60 });
            else if (context.Request.Headers.Authorization == $"Bearer {refused}")
                context.Response.StatusCode = 401;
        });
        var client = new OAuthClient("me", new Secret("s&cret"), new Uri(server.Uri, "/token"), ["read", "write"]);
        var target = Target(server.Uri) with { OAuth = client };

        await Deliver(target, DeliverySetup.NewEvent());
        await Deliver(target with { OAuth = client with { Scopes = ["read", "write"] } }, DeliverySetup.NewEvent());
        refused = "t1";
        await Deliver(target, DeliverySetup.NewEvent());
        _setup.Clock.Advance(TimeSpan.FromSeconds(60));
        await Deliver(target, DeliverySetup.NewEvent());

        var calls = server.Requests.Where(request => request.Path == "/").Select(request => request.Header("Authorization"));
        Assert.Equal(["Bearer t1", "Bearer t1", "Bearer t1", "Bearer t2", "Bearer t3"], calls);
        var asked = server.Requests.First();
        Assert.Equal("grant_type=client_credentials&scope=read+write", asked.Text);
        Assert.Equal("Basic " + Convert.ToBase64String("me:s%26cret"u8), asked.Header("Authorization"));
    }

    [Fact]
    public async Task Credentials_go_in_the_body_where_a_server_wants_them_there()
    {
        await using var server = await StubServer.Start(async context =>
        {
            if (context.Request.Headers.Authorization.Count > 0 && context.Request.Path == "/token")
                context.Response.StatusCode = 401;
            else
                await context.Response.WriteAsJsonAsync(new { access_token = "t" });
        });
        var target = Target(server.Uri) with { OAuth = new OAuthClient("me", new Secret("pw"), new Uri(server.Uri, "/token"), []) };

        var outcome = await Deliver(target, DeliverySetup.NewEvent());

        Assert.Equal(DeliveryStatus.Delivered, outcome.Status);
        Assert.Equal("grant_type=client_credentials&client_id=me&client_secret=pw", server.Requests.ElementAt(1).Text);
    }

    [Fact]
    public async Task Without_a_token_the_delivery_is_tried_again_and_the_secret_not_told()
    {
        await using var server = await StubServer.Answering(401);
        var target = Target(server.Uri) with { OAuth = new OAuthClient("me", new Secret("pass-word"), new Uri(server.Uri, "/token"), []) };

        var outcome = await Deliver(target, DeliverySetup.NewEvent());

        Assert.Equal(DeliveryStatus.Retryable, outcome.Status);
        Assert.Contains("refused the client me", outcome.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain("pass-word", outcome.Reason, StringComparison.Ordinal);
    }

    private Task<DeliveryOutcome> Deliver(HttpTargetSpec target, CloudEvent sent)
    {
        _setup.Topology.WithTarget(target);
        var destination = new Destination(
            new Uri("http://httptarget-api.default.svc.cluster.local"), DestinationKind.HttpTarget, new("default", target.Workload));
        return _setup.Deliver(destination, sent.ToRecord());
    }

    private static CloudEvent Request(string data) => DeliverySetup.NewEvent() with
    {
        Type = "io.triggermesh.http.request",
        Data = System.Text.Encoding.UTF8.GetBytes(data),
    };

    private static HttpTargetSpec Target(Uri uri, params (string Name, string Value)[] headers) => new()
    {
        Name = new("default", "api"),
        Workload = "httptarget-api",
        Method = "POST",
        ResponseSource = "io.triggermesh.httptarget.default.api",
        Endpoint = new HttpEndpoint
        {
            Uri = uri,
            Headers = headers.ToImmutableDictionary(header => header.Name, header => header.Value, StringComparer.OrdinalIgnoreCase),
        },
    };
}
