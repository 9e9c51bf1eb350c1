using Fabric.Delivery;
using Microsoft.Extensions.DependencyInjection;

namespace Fabric.Edge.Tests.Delivery;

public sealed class SourceSubscriberTests
{
    [Theory]
    [InlineData("http://cloudeventssource-in.default.svc.cluster.local", "/sources/default/cloudeventssource-in")]
    [InlineData("http://cloudeventssource-in.default.example.com:8080/some/path", "/sources/default/cloudeventssource-in/some/path")]
    public async Task A_source_is_reached_without_its_name_being_resolved(string address, string path)
    {
        await using var node = await StubServer.Answering(200);
        using var setup = new DeliverySetup(services => services.AddSingleton(node.Server));

        var outcome = await setup.Deliver(new Destination(new Uri(address), DestinationKind.CloudEventsSource, new("default", "cloudeventssource-in")));

        Assert.Equal(DeliveryStatus.Delivered, outcome.Status);
        Assert.Equal((path, "254"), (node.Only.Path, node.Only.Header("ce-knativebrokerttl")));
    }

    [Fact]
    public async Task An_address_below_a_node_is_used_as_it_is()
    {
        await using var other = await StubServer.Answering(200);
        await using var node = await StubServer.Answering(200);
        using var setup = new DeliverySetup(services => services.AddSingleton(node.Server));

        await setup.Deliver(new Destination(
            new Uri(other.Uri, "/sources/default/in"), DestinationKind.WebhookSource, new("default", "webhooksource-in")));

        Assert.Equal("/sources/default/in", other.Only.Path);
        Assert.Empty(node.Requests);
    }
}
