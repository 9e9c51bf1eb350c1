using Fabric.Brokers;
using Fabric.Delivery;
using Fabric.Edge.Tests.Ingest;
using Microsoft.Extensions.DependencyInjection;

namespace Fabric.Edge.Tests.Delivery;

public sealed class BrokerSubscriberTests : IDisposable
{
    private static readonly Destination Broker =
        new(new Uri("http://b-mb-broker.default.svc.cluster.local"), DestinationKind.Broker, new("default", "b"));

    private readonly FakeFabric _fabric = new();
    private readonly DeliverySetup _setup;

    public BrokerSubscriberTests()
    {
        _setup = new DeliverySetup(services => services.AddSingleton<IFabric>(_fabric).AddSingleton<Publisher>());
        _setup.Topology.WithBroker("default/b").WithHost("default/b-mb-broker", Broker);
    }

    public void Dispose() => _setup.Dispose();

    [Fact]
    public async Task An_event_enters_the_broker_one_hop_further()
    {
        var outcome = await _setup.Deliver(Broker, DeliverySetup.Event.WithHops(3));

        Assert.Equal((DeliveryStatus.Delivered, 200), (outcome.Status, outcome.Code));
        Assert.Equal(4, Assert.Single(_fabric.Kept).Hops);
    }

    [Fact]
    public async Task A_brokers_cluster_local_address_needs_no_network()
    {
        var outcome = await _setup.Deliver(new Uri("http://b-mb-broker.default.svc.cluster.local/some/path"));

        Assert.Equal(DeliveryStatus.Delivered, outcome.Status);
        Assert.Single(_fabric.Kept);
    }

    [Fact]
    public async Task A_full_broker_is_tried_again_when_it_says()
    {
        _fabric.Answer = new PublishOutcome(PublishStatus.Full, Reason: "full", RetryAfter: TimeSpan.FromSeconds(5));

        var outcome = await _setup.Deliver(Broker);

        Assert.Equal((DeliveryStatus.Retryable, 503, "full"), (outcome.Status, outcome.Code, outcome.Reason));
        Assert.Equal(TimeSpan.FromSeconds(5), outcome.RetryAfter);
    }

    [Fact]
    public async Task A_broker_that_does_not_exist_may_exist_later()
    {
        var outcome = await _setup.Deliver(Broker with { Name = new("default", "other") });

        Assert.Equal((DeliveryStatus.Retryable, 404), (outcome.Status, outcome.Code));
        Assert.Contains("default/other", outcome.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_loop_is_final()
    {
        var outcome = await _setup.Deliver(Broker, DeliverySetup.Event.WithHops(254));

        Assert.Equal((DeliveryStatus.Failed, 400), (outcome.Status, outcome.Code));
        Assert.Empty(_fabric.Kept);
    }
}
