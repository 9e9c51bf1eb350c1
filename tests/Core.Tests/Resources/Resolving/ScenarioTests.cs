using Fabric.Brokers;
using Fabric.Delivery;
using Fabric.EventLog;
using Fabric.Sources;
using Fabric.Targets;

namespace Fabric.Core.Tests.Resources.Resolving;

public sealed class ScenarioTests : IDisposable
{
    private readonly World _world = new();

    public void Dispose() => _world.Dispose();

    [Theory]
    [InlineData("subscriber")]
    [InlineData("target")]
    public void The_receiver_of_the_two_cluster_guide_resolves_in_any_order(string subscriber)
    {
        var topology = _world.With([.. Scenarios.Receiver(subscriber).Reverse()]).Topology();

        var broker = Assert.Single(topology.Brokers);
        Assert.Equal(new("default", "receiver"), broker.Key);
        Assert.Equal(new BrokerSpec(), broker.Value);
        var trigger = Assert.Single(topology.Triggers).Value;
        Assert.Equal(
            new Destination(new("http://event-display.default.svc.cluster.local"), DestinationKind.Display, new("default", "event-display")),
            trigger.Target);
        Assert.Equal((new ResourceName("default", "receiver"), false, 1), (trigger.Broker, trigger.Durable, trigger.Partitions));
        Assert.Equal((null, null, null), (trigger.Hold, trigger.Filter, trigger.DeadLetterSink));
        Assert.Equal(1_000, Assert.IsType<DisplaySpec>(topology.Targets[new("default", "event-display")]).Keep);
        var source = Assert.IsType<CloudEventsSourceSpec>(topology.Sources[new("default", "cloudeventssource-gateway-in")]);
        Assert.Equal(new("http://receiver-mb-broker.default.svc.cluster.local"), source.Sink!.Uri);
        Assert.Equal(
            ["cloudeventssource-gateway-in", "event-display", "receiver-mb-broker"],
            topology.Hosts.Keys.Select(host => host.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_sender_of_the_two_cluster_guide_resolves()
    {
        var topology = _world.With(Scenarios.Sender("http://127.0.0.1:8081/sources/default/gateway-in")).Topology();

        var trigger = Assert.Single(topology.Triggers).Value;
        Assert.Equal(
            new Destination(
                new("http://cloudeventstarget-gateway-out.default.svc.cluster.local"),
                DestinationKind.CloudEventsTarget,
                new("default", "cloudeventstarget-gateway-out")),
            trigger.Target);
        var target = Assert.IsType<CloudEventsTargetSpec>(topology.Targets[new("default", "cloudeventstarget-gateway-out")]);
        Assert.Equal(new("http://127.0.0.1:8081/sources/default/gateway-in"), target.Endpoint.Uri);
        var webhook = Assert.IsType<WebhookSourceSpec>(topology.Sources[new("default", "webhooksource-webhook")]);
        Assert.Equal(("webhook.event", "default.webhook"), (webhook.EventType, webhook.EventSource));
    }

    [Fact]
    public void With_the_placeholder_for_an_endpoint_events_wait_and_the_target_says_why()
    {
        _world.With(Scenarios.Sender("<REPLACE-WITH-CLOUDEVENTSSOURCE-HTTP-ENDPOINT>"));

        Assert.Null(Assert.Single(_world.Topology().Triggers).Value.Target);
        Assert.Empty(_world.Topology().Targets);
        const string Problem = "spec.endpoint: is not an http or https address: \"<REPLACE-WITH-CLOUDEVENTSSOURCE-HTTP-ENDPOINT>\"; "
            + "write an address such as https://example.com/path";
        Assert.Equal("False InvalidSpec: " + Problem, _world.Condition("CloudEventsTarget", "gateway-out", "Ready"));
        Assert.Equal(
            "False FailedResolveReference: spec.subscriber.ref: CloudEventsTarget default/gateway-out is not ready: " + Problem,
            _world.Condition("Trigger", "all-events-to-cloudeventstarget", "TargetResolved"));
    }

    [Fact]
    public void The_dump_of_the_quickstart_resolves()
    {
        var topology = _world.With(Scenarios.Quickstart()).Topology();

        Assert.Equal((StorageKind.File, LogLimits.FileDefault), (topology.Brokers[new("default", "foo")].Storage, topology.Brokers[new("default", "foo")].Limits));
        var poller = Assert.IsType<HttpPollerSourceSpec>(topology.Sources[new("default", "httppollersource-foo-httppollersource")]);
        Assert.Equal(
            ("http://app.com/basic/", "GET", TimeSpan.FromSeconds(5), "test_our_endpoint", "default.foo-httppollersource"),
            (poller.Endpoint.Uri.ToString(), poller.Method, poller.Interval, poller.EventType, poller.EventSource));
        Assert.Equal((TimeSpan.FromSeconds(30), false, false), (poller.Timeout, poller.KeepContentType, poller.Conditional));
        var trigger = Assert.Single(topology.Triggers).Value;
        Assert.Equal((DestinationKind.Display, "console", true), (trigger.Target!.Kind, trigger.Target.Name!.Value.Name, trigger.Durable));
        Assert.NotNull(trigger.Filter);
    }

    [Fact]
    public void Every_resource_of_the_guides_is_ready()
    {
        _world.With(Scenarios.Receiver()).With(Scenarios.Sender("https://example.com")).With(Scenarios.Quickstart());
        foreach (var (key, status) in _world.Build().Statuses.Where(entry => entry.Key.Kind != "Namespace"))
            Assert.True(World.Read(status, "Ready") == "True", $"{key}: {World.Read(status, "Ready")}");
    }
}
