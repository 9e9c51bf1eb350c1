using System.Net;
using Fabric.Delivery;
using Fabric.Edge.Tests.Delivery;
using Fabric.Edge.Tests.Ingest;
using Fabric.Events;
using Fabric.Targets;
using Microsoft.AspNetCore.Http;

namespace Fabric.Edge.Tests.Targets;

public sealed class CloudEventsTargetTests : IDisposable
{
    private static readonly Destination Out =
        new(new Uri("http://cloudeventstarget-out.default.svc.cluster.local"), DestinationKind.CloudEventsTarget, new("default", "cloudeventstarget-out"));

    private readonly DeliverySetup _setup = new();

    public void Dispose() => _setup.Dispose();

    [Fact]
    public async Task An_event_goes_on_with_its_hop_count_and_credentials()
    {
        await using var server = await StubServer.Answering(200);
        Declare(Target(new Uri(server.Uri, "/in")) with
        {
            Endpoint = new HttpEndpoint { Uri = new Uri(server.Uri, "/in"), BasicAuth = new BasicAuth("ann", new Secret("pw")) },
        });

        var outcome = await _setup.Deliver(Out, DeliverySetup.Event.WithHops(2));

        Assert.Equal(DeliveryStatus.Delivered, outcome.Status);
        Assert.Equal(("/in", "252", "Basic YW5uOnB3"), (server.Only.Path, server.Only.Header("ce-knativebrokerttl"), server.Only.Header("Authorization")));
    }

    [Theory]
    [InlineData(401, DeliveryStatus.Failed)]
    [InlineData(500, DeliveryStatus.Retryable)]
    public async Task The_remote_status_is_the_outcome(int code, DeliveryStatus expected)
    {
        await using var server = await StubServer.Answering(code);
        Declare(Target(server.Uri));

        var outcome = await _setup.Deliver(Out);

        Assert.Equal((expected, code), (outcome.Status, outcome.Code));
    }

    [Fact]
    public async Task A_target_that_is_not_declared_may_be_later()
    {
        await using var server = await StubServer.Answering(200);
        var missing = await _setup.Deliver(Out);

        Declare(Target(server.Uri));
        var found = await _setup.Deliver(Out);

        Assert.Equal((DeliveryStatus.Retryable, 404), (missing.Status, missing.Code));
        Assert.Contains("default/cloudeventstarget-out", missing.Reason, StringComparison.Ordinal);
        Assert.Equal(DeliveryStatus.Delivered, found.Status);
    }

    [Fact]
    public async Task Posting_to_a_target_relays_status_and_reply()
    {
        await using var server = await StubServer.Start(async context =>
        {
            context.Response.Headers["ce-specversion"] = "1.0";
            context.Response.Headers["ce-id"] = "r";
            context.Response.Headers["ce-source"] = "/remote";
            context.Response.Headers["ce-type"] = "reply";
            context.Response.ContentType = "text/plain";
            await context.Response.WriteAsync("pong");
        });
        await using var edge = await EdgeServer.Start(new FixedTopology().WithTarget(Target(server.Uri)));

        using var response = await edge.Post("/targets/default/cloudeventstarget-out");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("reply", Assert.Single(response.Headers.GetValues("ce-type")));
        Assert.Equal("pong", await response.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData(202, 202)]
    [InlineData(401, 401)]
    [InlineData(429, 429)]
    [InlineData(302, 502)]
    public async Task Posting_to_a_target_relays_what_came_of_it(int remote, int relayed)
    {
        await using var server = await StubServer.Start(context =>
        {
            context.Response.StatusCode = remote;
            context.Response.Headers.RetryAfter = "9";
            return Task.CompletedTask;
        });
        await using var edge = await EdgeServer.Start(new FixedTopology().WithTarget(Target(server.Uri)));

        using var response = await edge.Post("/targets/default/cloudeventstarget-out");

        Assert.Equal(relayed, (int)response.StatusCode);
        Assert.Equal(remote == 429, response.Headers.Contains("Retry-After"));
    }

    [Fact]
    public async Task Posting_to_a_target_out_of_reach_is_a_502()
    {
        await using var edge = await EdgeServer.Start(new FixedTopology().WithTarget(Target(new Uri("http://127.0.0.1:1/"))));

        using var response = await edge.Post("/targets/default/cloudeventstarget-out");

        Assert.Equal(HttpStatusCode.BadGateway, response.StatusCode);
        Assert.Equal("no answer from http://127.0.0.1:1/: connection refused\n", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Posting_to_a_target_that_does_not_exist_is_a_404()
    {
        await using var edge = await EdgeServer.Start();

        using var response = await edge.Post("/targets/default/none");

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Fact]
    public async Task A_batch_ends_at_the_first_event_that_fails()
    {
        var answers = new Queue<int>([200, 500]);
        await using var server = await StubServer.Start(context =>
        {
            context.Response.StatusCode = answers.Dequeue();
            return Task.CompletedTask;
        });
        await using var edge = await EdgeServer.Start(new FixedTopology().WithTarget(Target(server.Uri)));
        var events = string.Join(',', Enumerable.Range(0, 3).Select(id => $$"""{"specversion":"1.0","id":"{{id}}","source":"/","type":"t"}"""));

        using var response = await edge.Send(
            HttpMethod.Post, "/targets/default/cloudeventstarget-out", "application/cloudevents-batch+json", $"[{events}]");

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.StartsWith("event 1 of the batch", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(2, server.Requests.Count);
    }

    private void Declare(TargetSpec target) => _setup.Topology.WithTarget(target);

    private static CloudEventsTargetSpec Target(Uri uri) => new()
    {
        Name = new("default", "out"),
        Workload = "cloudeventstarget-out",
        Endpoint = new HttpEndpoint { Uri = uri },
    };
}
