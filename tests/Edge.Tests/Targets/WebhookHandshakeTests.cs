using Fabric.Delivery;
using Fabric.Edge.Delivery;
using Fabric.Edge.Tests.Delivery;
using Fabric.Targets;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Fabric.Edge.Tests.Targets;

public sealed class WebhookHandshakeTests : IDisposable
{
    private static readonly Destination Hook =
        new(new Uri("http://hook.default.svc.cluster.local"), DestinationKind.CloudEventsTarget, new("default", "hook"));

    private readonly DeliveryOptions _options = new() { WebhookOrigin = "fabric.example.com" };
    private readonly DeliverySetup _setup;

    public WebhookHandshakeTests() => _setup = new DeliverySetup(services => services.AddSingleton(_options));

    public void Dispose() => _setup.Dispose();

    [Theory]
    [InlineData("fabric.example.com")]
    [InlineData("Fabric.Example.com")]
    [InlineData("*")]
    public async Task Consent_is_asked_for_once_and_the_origin_named_on_every_delivery(string allowed)
    {
        await using var server = await Start(allowed);

        var first = await _setup.Deliver(Hook);
        var second = await _setup.Deliver(Hook);

        Assert.Equal((DeliveryStatus.Delivered, DeliveryStatus.Delivered), (first.Status, second.Status));
        Assert.Equal(["OPTIONS", "POST", "POST"], server.Requests.Select(request => request.Method));
        Assert.All(server.Requests, request => Assert.Equal("fabric.example.com", request.Header("WebHook-Request-Origin")));
    }

    [Fact]
    public async Task Consent_is_asked_for_again_after_a_while()
    {
        await using var server = await Start("*");
        await _setup.Deliver(Hook);

        _setup.Clock.Advance(_options.ConsentLifetime);
        await _setup.Deliver(Hook);

        Assert.Equal(2, server.Requests.Count(request => request.Method == "OPTIONS"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("other.example.com")]
    public async Task Without_consent_nothing_is_sent(string? allowed)
    {
        await using var server = await Start(allowed);

        var outcome = await _setup.Deliver(Hook);

        Assert.Equal(DeliveryStatus.Failed, outcome.Status);
        Assert.Contains("did not consent", outcome.Reason, StringComparison.Ordinal);
        Assert.Equal("OPTIONS", server.Only.Method);
    }

    [Fact]
    public async Task A_hook_that_is_down_has_not_refused()
    {
        await using var server = await StubServer.Answering(503);
        Declare(server.Uri);

        Assert.Equal((DeliveryStatus.Retryable, 503), await _setup.Deliver(Hook) is var outcome ? (outcome.Status, outcome.Code) : default);
    }

    private async Task<StubServer> Start(string? allowed)
    {
        var server = await StubServer.Start(context =>
        {
            if (HttpMethods.IsOptions(context.Request.Method) && allowed is not null)
                context.Response.Headers["WebHook-Allowed-Origin"] = allowed;
            return Task.CompletedTask;
        });
        Declare(server.Uri);
        return server;
    }

    private void Declare(Uri uri) => _setup.Topology.WithTarget(new CloudEventsTargetSpec
    {
        Name = new("default", "hook"),
        Workload = "hook",
        Endpoint = new HttpEndpoint { Uri = uri },
        Handshake = true,
    });
}
