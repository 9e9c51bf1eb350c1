using System.Net;
using Fabric.Delivery;
using Fabric.Edge.Tests.Delivery;
using Fabric.Targets;

namespace Fabric.Edge.Tests.Ingest;

public sealed class FabricHostsTests
{
    private static FixedTopology Topology => new FixedTopology()
        .WithBroker("default/b")
        .WithTarget(new DisplaySpec { Name = new("default", "event-display"), Workload = "event-display" })
        .WithHost("default/b-mb-broker", To(DestinationKind.Broker, "default/b"))
        .WithHost("default/event-display", To(DestinationKind.Display, "default/event-display"));

    [Theory]
    [InlineData("b-mb-broker.default.svc.cluster.local", "/")]
    [InlineData("b-mb-broker.default.svc.cluster.local:8080", "/any/path")]
    [InlineData("B-MB-Broker.Default", "/")]
    [InlineData("b-mb-broker.default.example.com", "/x")]
    public async Task A_brokers_host_name_takes_events_at_any_path(string host, string path)
    {
        await using var edge = await EdgeServer.Start(Topology);

        using var response = await edge.Post(path, ("Host", host));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Single(edge.Fabric.Kept);
    }

    [Fact]
    public async Task A_displays_host_name_takes_and_lists_events()
    {
        await using var edge = await EdgeServer.Start(Topology);
        var host = ("Host", "event-display.default.svc.cluster.local");

        using var posted = await edge.Post("/some/path", host);
        using var listed = await edge.Send(HttpMethod.Get, "/events", host);
        using var page = await edge.Send(HttpMethod.Get, "/", host);

        Assert.Equal(HttpStatusCode.OK, posted.StatusCode);
        Assert.Single((await listed.Content.ReadAsStringAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal("text/html", page.Content.Headers.ContentType?.MediaType);
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("[::1]:80")]
    [InlineData("localhost")]
    [InlineData("other.default.svc.cluster.local")]
    [InlineData("b-mb-broker")]
    public async Task Any_other_host_name_changes_nothing(string host)
    {
        await using var edge = await EdgeServer.Start(Topology);

        using var elsewhere = await edge.Post("/", ("Host", host));
        using var byPath = await edge.Post("/brokers/default/b", ("Host", host));

        Assert.Equal(HttpStatusCode.NotFound, elsewhere.StatusCode);
        Assert.Equal(HttpStatusCode.OK, byPath.StatusCode);
    }

    private static Destination To(DestinationKind kind, string name) =>
        new(new Uri("http://127.0.0.1/"), kind, FixedTopology.Name(name));
}
