using System.Text.Json;
using Fabric.Resources.Resolving;
using static Fabric.Core.Tests.Resources.Manifests;

namespace Fabric.Core.Tests.Resources.Resolving;

public sealed class StatusTests : IDisposable
{
    private readonly World _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public void A_memory_broker_shows_its_address_and_the_conditions_of_TriggerMesh()
    {
        var status = _world.With(Manifest(TriggerMesh, "MemoryBroker", "receiver")).Status("MemoryBroker", "receiver");
        Same("""
            {'observedGeneration':1,
             'address':{'url':'http://receiver-mb-broker.default.svc.cluster.local'},
             'addresses':[{'name':'http','url':'http://receiver-mb-broker.default.svc.cluster.local'},
                          {'name':'node','url':'http://127.0.0.1:8080/brokers/default/receiver'}],
             'conditions':[
              {'lastTransitionTime':'2026-01-01T00:00:01Z','status':'True','type':'Addressable'},
              {'lastTransitionTime':'2026-01-01T00:00:01Z','status':'True','type':'BrokerConfigSecretReady'},
              {'lastTransitionTime':'2026-01-01T00:00:01Z','status':'True','type':'BrokerDeploymentReady'},
              {'lastTransitionTime':'2026-01-01T00:00:01Z','status':'True','type':'BrokerEndpointsReady'},
              {'lastTransitionTime':'2026-01-01T00:00:01Z','status':'True','type':'BrokerServiceAccountReady'},
              {'lastTransitionTime':'2026-01-01T00:00:01Z','status':'True','type':'BrokerServiceReady'},
              {'lastTransitionTime':'2026-01-01T00:00:01Z','status':'True','type':'BrokerStatusConfigReady'},
              {'lastTransitionTime':'2026-01-01T00:00:01Z','status':'True','type':'MemoryBrokerBrokerRoleBinding'},
              {'lastTransitionTime':'2026-01-01T00:00:01Z','status':'True','type':'Ready'}]}
            """, status);
    }

    [Fact]
    public void A_trigger_shows_where_it_delivers()
    {
        var status = _world.With(Scenarios.Receiver()).Status("Trigger", "all-events-to-event-display");
        Same("""
            {'observedGeneration':1,
             'targetUri':'http://event-display.default.svc.cluster.local',
             'conditions':[
              {'lastTransitionTime':'2026-01-01T00:00:05Z','status':'True','type':'BrokerReady'},
              {'lastTransitionTime':'2026-01-01T00:00:05Z','reason':'DeadLetterSinkNotConfigured','status':'True','type':'DeadLetterSinkResolved'},
              {'lastTransitionTime':'2026-01-01T00:00:05Z','status':'True','type':'Ready'},
              {'lastTransitionTime':'2026-01-01T00:00:05Z','reason':'SubscriptionUnknown','status':'True','type':'StatusConfigMapReady'},
              {'lastTransitionTime':'2026-01-01T00:00:05Z','status':'True','type':'TargetResolved'}]}
            """, status);
    }

    [Fact]
    public void A_webhook_shows_its_address_its_sink_and_its_events()
    {
        var status = _world.With(Scenarios.Sender("http://a")).Status("WebhookSource", "webhook");
        Same("""
            {'observedGeneration':1,
             'address':{'url':'http://127.0.0.1:8080/sources/default/webhook'},
             'addresses':[{'name':'http','url':'http://127.0.0.1:8080/sources/default/webhook'},
                          {'name':'cluster','url':'http://webhooksource-webhook.default.svc.cluster.local'},
                          {'name':'node','url':'http://127.0.0.1:8080/sources/default/webhook'}],
             'ceAttributes':[{'type':'webhook.event','source':'default.webhook'}],
             'sinkUri':'http://sender-mb-broker.default.svc.cluster.local',
             'conditions':[
              {'lastTransitionTime':'2026-01-01T00:00:04Z','status':'True','type':'Deployed'},
              {'lastTransitionTime':'2026-01-01T00:00:04Z','status':'True','type':'Ready'},
              {'lastTransitionTime':'2026-01-01T00:00:04Z','status':'True','type':'SinkProvided'}]}
            """, status);
    }

    [Fact]
    public async Task A_condition_keeps_its_time_until_its_status_changes()
    {
        _world.With(Manifest(TriggerMesh, "Trigger", "t", "'spec':{'broker':{'kind':'MemoryBroker','name':'b'},'target':{'uri':'http://a'}}"));
        var (key, before) = _world.Build().Statuses.Single(entry => entry.Key.Kind == "Trigger");
        await _world.Catalog.SetStatus(key, before, default);
        _world.With(Manifest(TriggerMesh, "MemoryBroker", "b"));

        var after = _world.Status("Trigger", "t");
        Assert.Equal("2026-01-01T00:00:01Z", Since(after, "TargetResolved"));
        Assert.Equal("2026-01-01T00:00:02Z", Since(after, "BrokerReady"));
        Assert.Equal("2026-01-01T00:00:02Z", Since(after, "Ready"));
    }

    [Fact]
    public void Building_twice_says_the_same()
    {
        _world.With(Scenarios.Receiver());
        var (first, second) = (_world.Build(), _world.Build());
        Assert.All(first.Statuses, entry => Assert.True(JsonElement.DeepEquals(entry.Value, second.Statuses[entry.Key])));
    }

    [Fact]
    public void With_a_public_domain_sources_show_host_names()
    {
        _world.Node = new(new("http://10.0.0.1:8080"), PublicDomain: "example.com");
        _world.With(Scenarios.Sender("http://a"));
        Assert.Equal("http://webhooksource-webhook.default.example.com:8080", Address(_world.Status("WebhookSource", "webhook")));
    }

    [Fact]
    public void A_source_that_is_not_public_shows_its_cluster_local_address()
    {
        _world.With(Manifest(SourcesGroup, "WebhookSource", "w", "'spec':{'eventType':'t','sink':{'uri':'http://a'},'adapterOverrides':{'public':false}}"));
        Assert.Equal("http://webhooksource-w.default.svc.cluster.local", Address(_world.Status("WebhookSource", "w")));
    }

    [Fact]
    public void Two_sources_of_one_name_show_the_names_of_their_workloads()
    {
        _world.With(
            Manifest(SourcesGroup, "WebhookSource", "in", "'spec':{'eventType':'t','sink':{'uri':'http://a'}}"),
            Manifest(SourcesGroup, "CloudEventsSource", "in", "'spec':{'sink':{'uri':'http://a'}}"));
        Assert.Equal("http://127.0.0.1:8080/sources/default/webhooksource-in", Address(_world.Status("WebhookSource", "in")));
        Assert.Equal("http://127.0.0.1:8080/sources/default/cloudeventssource-in", Address(_world.Status("CloudEventsSource", "in")));
    }

    [Fact]
    public void A_Redis_broker_says_that_it_is_none()
    {
        _world.With(Manifest(TriggerMesh, "RedisBroker", "foo", "'spec':{'redis':{'connection':{'url':'redis:6379'}},'broker':{'port':8080}}"));
        Assert.Equal("http://foo-rb-broker.default.svc.cluster.local:8080", Address(_world.Status("RedisBroker", "foo")));
        Assert.Equal(
            "True FabricStorage: events are kept in a durable File log of the fabric itself; no Redis is used",
            _world.Condition("RedisBroker", "foo", "RedisDeploymentReady"));
        Assert.Equal(
            "True NoEffect: spec.redis.connection: has no effect: the broker keeps its events in the fabric's own durable log, not in Redis",
            _world.Condition("RedisBroker", "foo", "ManifestWarnings"));
        Assert.Equal("True", _world.Condition("RedisBroker", "foo", "Ready"));
    }

    [Fact]
    public void A_deployment_of_a_display_counts_as_rolled_out()
    {
        var status = _world.With(Scenarios.Receiver()).Status("Deployment", "event-display");
        Assert.Equal(1, status.GetProperty("readyReplicas").GetInt32());
        Assert.Equal("True MinimumReplicasAvailable: the built-in display stands in for the image", World.Read(status, "Available"));
    }

    private static string? Address(JsonElement status) => status.GetProperty("address").GetProperty("url").GetString();

    private static string? Since(JsonElement status, string type) => status.GetProperty("conditions").EnumerateArray()
        .Single(each => each.GetProperty("type").GetString() == type).GetProperty("lastTransitionTime").GetString();

    private static void Same(string expected, JsonElement actual) =>
        Assert.Equal(JsonSerializer.Serialize(Json(expected)), JsonSerializer.Serialize(actual));
}
