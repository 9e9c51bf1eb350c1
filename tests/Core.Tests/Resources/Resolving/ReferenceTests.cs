using Fabric.Delivery;
using static Fabric.Core.Tests.Resources.Manifests;

namespace Fabric.Core.Tests.Resources.Resolving;

public sealed class ReferenceTests : IDisposable
{
    private readonly World _world = new World().With(
        Manifest(TriggerMesh, "MemoryBroker", "b"),
        Manifest(Own, "Broker", "other", metadata: "'namespace':'shop'"),
        Manifest(TargetsGroup, "CloudEventsTarget", "out", "'spec':{'endpoint':'http://far.example'}"),
        Manifest(Own, "Display", "screen"),
        Manifest(SourcesGroup, "WebhookSource", "hook", "'spec':{'eventType':'t','sink':{'ref':{'kind':'Broker','name':'b'}}}"),
        Manifest(TriggerMesh, "RedisBroker", "r"),
        Manifest("v1", "Service", "legacy", "'spec':{'type':'ExternalName','externalName':'legacy.example.com','ports':[{'port':8080}]}"),
        Manifest("v1", "Service", "here", metadata: "'annotations':{'eventfabric.dev/url':'http://127.0.0.1:9000/in'}"),
        Manifest("v1", "Service", "nothing", "'spec':{'selector':{'app':'x'}}"),
        Manifest("apps/v1", "Deployment", "app", "'spec':{'template':{'metadata':{'labels':{'app':'mine'}},'spec':{'containers':[{'image':'acme/app:1'}]}}}"),
        Manifest("v1", "Service", "mine", "'spec':{'selector':{'app':'mine'}}"));

    public void Dispose() => _world.Dispose();

    [Theory]
    [InlineData("'apiVersion':'eventing.triggermesh.io/v1alpha1','kind':'MemoryBroker'")]
    [InlineData("'group':'eventing.triggermesh.io','kind':'MemoryBroker'")]
    [InlineData("'group':'eventing.triggermesh.io/v1alpha1','kind':'MemoryBroker'")]
    [InlineData("'kind':'MemoryBroker'")]
    [InlineData("'kind':'memorybroker'")]
    [InlineData("'kind':'memorybrokers','namespace':'default'")]
    public void A_broker_is_found_however_its_kind_is_written(string reference)
    {
        Trigger($"'broker':{{{reference},'name':'b'}},'target':{{'uri':'http://a'}}");
        Assert.Equal("True", _world.Condition("Trigger", "t", "Ready"));
        Assert.Equal(new("default", "b"), Assert.Single(_world.Topology().Triggers).Value.Broker);
    }

    [Theory]
    [InlineData("'kind':'RedisBroker','name':'b'", "BrokerDoesNotExist: spec.broker: there is no RedisBroker default/b, but a MemoryBroker of apiVersion eventing.triggermesh.io/v1alpha1")]
    [InlineData("'kind':'MemoryBroker','name':'gone'", "BrokerDoesNotExist: spec.broker: there is no MemoryBroker default/gone")]
    [InlineData("'kind':'MemoryBroker','name':'b','namespace':'shop'", "BrokerDoesNotExist: spec.broker.namespace: a trigger takes events of a broker in its own namespace, default, not in shop")]
    [InlineData("'kind':'MemroyBroker','name':'b'", "BrokerDoesNotExist: spec.broker: \"MemroyBroker\" of group \"\" is not known here; write kind: MemoryBroker with apiVersion: eventing.triggermesh.io/v1alpha1")]
    [InlineData("'kind':'Display','name':'screen'", "BrokerDoesNotExist: spec.broker.kind: a Display has no address; refer to a broker, a source, a target, a Transformation, a Service or a Display, or give a uri")]
    public void A_broker_that_is_not_there_is_said(string reference, string condition)
    {
        Trigger($"'broker':{{{reference}}},'target':{{'uri':'http://a'}}");
        Assert.Equal("False " + condition, _world.Condition("Trigger", "t", "BrokerReady"));
        Assert.Equal("False " + condition, _world.Condition("Trigger", "t", "Ready"));
        Assert.Empty(_world.Topology().Triggers);
    }

    [Theory]
    [InlineData("'ref':{'kind':'cloudeventstarget','name':'out'}", DestinationKind.CloudEventsTarget, "http://cloudeventstarget-out.default.svc.cluster.local")]
    [InlineData("'ref':{'group':'targets.triggermesh.io','kind':'CloudEventsTarget','name':'out'}", DestinationKind.CloudEventsTarget, "http://cloudeventstarget-out.default.svc.cluster.local")]
    [InlineData("'ref':{'kind':'Display','name':'screen'},'uri':'a/b?c=d'", DestinationKind.Display, "http://screen.default.svc.cluster.local/a/b?c=d")]
    [InlineData("'ref':{'kind':'RedisBroker','name':'r'}", DestinationKind.Broker, "http://r-rb-broker.default.svc.cluster.local")]
    [InlineData("'ref':{'kind':'Broker','name':'other','namespace':'shop'}", DestinationKind.Broker, "http://other-broker.shop.svc.cluster.local")]
    [InlineData("'ref':{'kind':'WebhookSource','name':'hook'}", DestinationKind.WebhookSource, "http://127.0.0.1:8080/sources/default/hook")]
    [InlineData("'ref':{'apiVersion':'v1','kind':'Service','name':'legacy'}", DestinationKind.Http, "http://legacy.example.com:8080")]
    [InlineData("'ref':{'apiVersion':'v1','kind':'Service','name':'legacy'},'uri':'/in'", DestinationKind.Http, "http://legacy.example.com:8080/in")]
    [InlineData("'ref':{'kind':'Service','name':'here'}", DestinationKind.Http, "http://127.0.0.1:9000/in")]
    [InlineData("'ref':{'apiVersion':'v1','kind':'Service','name':'b-mb-broker'}", DestinationKind.Broker, "http://b-mb-broker.default.svc.cluster.local")]
    [InlineData("'uri':'http://b-mb-broker.default.svc.cluster.local:8080/x'", DestinationKind.Broker, "http://b-mb-broker.default.svc.cluster.local:8080/x")]
    [InlineData("'uri':'http://b-mb-broker.default.svc'", DestinationKind.Broker, "http://b-mb-broker.default.svc")]
    [InlineData("'uri':'http://b-mb-broker.default'", DestinationKind.Broker, "http://b-mb-broker.default")]
    [InlineData("'uri':'http://b-mb-broker'", DestinationKind.Broker, "http://b-mb-broker")]
    [InlineData("'uri':'http://here.default.svc.cluster.local/x?y=z'", DestinationKind.Http, "http://127.0.0.1:9000/x?y=z")]
    [InlineData("'uri':'https://example.com/in'", DestinationKind.Http, "https://example.com/in")]
    public void A_target_is_found_by_reference_or_address(string target, DestinationKind kind, string uri)
    {
        Trigger($"'broker':{{'kind':'MemoryBroker','name':'b'}},'target':{{{target}}}");
        var destination = Assert.Single(_world.Topology().Triggers).Value.Target!;
        Assert.Equal((kind, uri), (destination.Kind, destination.Uri.OriginalString));
        Assert.Equal(uri, _world.Status("Trigger", "t").GetProperty("targetUri").GetString());
        Assert.Equal(kind == DestinationKind.Http, destination.Name is null);
    }

    [Theory]
    [InlineData("'ref':{'kind':'CloudEventsTarget','name':'gone'}", "spec.target.ref: there is no CloudEventsTarget default/gone")]
    [InlineData("'ref':{'kind':'HTTPTarget','name':'out'}", "spec.target.ref: there is no HTTPTarget default/out, but a CloudEventsTarget of apiVersion targets.triggermesh.io/v1alpha1")]
    [InlineData("'ref':{'kind':'Transformation','name':'x'}", "spec.target.ref: there is no Transformation default/x")]
    [InlineData("'ref':{'kind':'Splitter','name':'x'}", "spec.target.ref: \"Splitter\" is not a kind that events can be sent to here; give its address as uri")]
    [InlineData("'ref':{'apiVersion':'apps/v1','kind':'Deployment','name':'app'}", "spec.target.ref.kind: a Deployment has no address; refer to its v1 Service")]
    [InlineData("'ref':{'kind':'Service','name':'nothing'}", "spec.target.ref: Service default/nothing selects no Deployment that is declared here; say where it is with the annotation eventfabric.dev/url: http://host:port or with spec.externalName on Service default/nothing, or refer to it by uri")]
    [InlineData("'ref':{'kind':'Service','name':'mine'}", "spec.target.ref: Deployment default/app does not run here: its image \"acme/app:1\" is not a built-in display; say where it is with the annotation eventfabric.dev/url: http://host:port or with spec.externalName on Service default/mine, or refer to it by uri")]
    [InlineData("'ref':{'kind':'Display','name':'screen'},'uri':'http://a'", "spec.target.uri: must be relative beside a ref, but is \"http://a\"; keep one of them, or write a path")]
    [InlineData("'uri':'/only/a/path'", "spec.target.uri: is not an http or https address: \"/only/a/path\"; write an address such as https://example.com/path")]
    [InlineData("'uri':'https://https://a'", "spec.target.uri: has its scheme twice: \"https://https://a\"; write an address such as https://example.com/path")]
    [InlineData("", "spec.target: needs a ref, or an absolute uri")]
    public void A_target_that_leads_nowhere_is_said_and_events_wait(string target, string message)
    {
        Trigger($"'broker':{{'kind':'MemoryBroker','name':'b'}},'target':{{{target}}}");
        Assert.Equal("False FailedResolveReference: " + message, _world.Condition("Trigger", "t", "TargetResolved"));
        Assert.StartsWith("False", _world.Condition("Trigger", "t", "Ready"), StringComparison.Ordinal);
        Assert.Null(Assert.Single(_world.Topology().Triggers).Value.Target);
        Assert.False(_world.Status("Trigger", "t").TryGetProperty("targetUri", out _));
    }

    [Fact]
    public void A_dead_letter_sink_is_resolved_like_a_target()
    {
        Trigger("'broker':{'kind':'MemoryBroker','name':'b'},'target':{'uri':'http://a'},'delivery':{'deadLetterSink':{'ref':{'kind':'Display','name':'screen'}}}");
        Assert.Equal(DestinationKind.Display, Assert.Single(_world.Topology().Triggers).Value.DeadLetterSink!.Kind);
        Assert.Equal("http://screen.default.svc.cluster.local", _world.Status("Trigger", "t").GetProperty("deadLetterSinkUri").GetString());
        Assert.Equal("True", _world.Condition("Trigger", "t", "DeadLetterSinkResolved"));
    }

    [Theory]
    [InlineData("'ref':{'kind':'MemoryBroker','name':'gone'}", "SinkNotFound: spec.sink.ref: there is no MemoryBroker default/gone")]
    [InlineData("", "EmptySinkURI: spec.sink: needs a ref, or an absolute uri")]
    public void A_sink_that_is_not_there_is_said_and_nothing_is_taken_in(string sink, string condition)
    {
        _world.With(Manifest(SourcesGroup, "WebhookSource", "w", $"'spec':{{'eventType':'t','sink':{{{sink}}}}}"));
        Assert.Equal("False " + condition, _world.Condition("WebhookSource", "w", "SinkProvided"));
        Assert.Null(_world.Topology().Sources[new("default", "webhooksource-w")].Sink);
    }

    [Fact]
    public void A_reference_to_what_comes_later_resolves_when_it_comes()
    {
        Trigger("'broker':{'kind':'MemoryBroker','name':'late'},'target':{'ref':{'kind':'Display','name':'late'}}");
        Assert.Empty(_world.Topology().Triggers);
        _world.With(Manifest(TriggerMesh, "MemoryBroker", "late"), Manifest(Own, "Display", "late"));
        Assert.NotNull(Assert.Single(_world.Topology().Triggers).Value.Target);
    }

    private void Trigger(string spec) => _world.With(Manifest(TriggerMesh, "Trigger", "t", $"'spec':{{{spec}}}"));
}
