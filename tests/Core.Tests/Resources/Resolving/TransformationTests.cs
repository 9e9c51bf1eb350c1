using System.Text.Json;
using Fabric.Delivery;
using Fabric.Targets;
using static Fabric.Core.Tests.Resources.Manifests;

namespace Fabric.Core.Tests.Resources.Resolving;

public sealed class TransformationTests : IDisposable
{
    private const string Flow = "flow.triggermesh.io/v1alpha1";

    private readonly World _world = new World().With(
        Manifest(TriggerMesh, "MemoryBroker", "b"),
        Manifest(TriggerMesh, "Trigger", "t", $"'spec':{{'broker':{{'kind':'MemoryBroker','name':'b'}},'target':{{'ref':{{'apiVersion':'{Flow}','kind':'Transformation','name':'x'}}}}}}"));

    public void Dispose() => _world.Dispose();

    [Fact]
    public void A_transformation_is_a_target_that_replies()
    {
        _world.With(Transformation("x", "'data':[{'operation':'add','paths':[{'key':'a','value':'b'}]}]"));
        Assert.Null(Target("x").Sink);
        var target = _world.Topology().Triggers[new("default", "t")].Target!;
        Assert.Equal((DestinationKind.Transformation, new("default", "transformation-x")), (target.Kind, target.Name));
        Assert.Equal(target, _world.Topology().Hosts[new("default", "transformation-x")]);
        Assert.Equal("True", _world.Condition("Transformation", "x", "Ready"));
        Assert.Equal("True", _world.Condition("Transformation", "x", "Deployed"));
        Assert.Equal(
            """{"url":"http://transformation-x.default.svc.cluster.local"} [{"name":"http","url":"http://transformation-x.default.svc.cluster.local"},{"name":"node","url":"http://127.0.0.1:8080/targets/default/transformation-x"}]""",
            $"{Status("address")} {Status("addresses")}");
    }

    [Theory]
    [InlineData("'ref':{'kind':'MemoryBroker','name':'b'}", DestinationKind.Broker, "http://b-mb-broker.default.svc.cluster.local")]
    [InlineData("'ref':{'kind':'Display','name':'screen'}", DestinationKind.Display, "http://screen.default.svc.cluster.local")]
    [InlineData("'ref':{'kind':'Transformation','name':'y'}", DestinationKind.Transformation, "http://transformation-y.default.svc.cluster.local")]
    [InlineData("'uri':'http://transformation-y.default'", DestinationKind.Transformation, "http://transformation-y.default")]
    [InlineData("'uri':'http://example.com/in'", DestinationKind.Http, "http://example.com/in")]
    public void The_sink_may_be_anything_that_takes_events(string sink, DestinationKind kind, string uri)
    {
        _world.With(Transformation("x", $"'sink':{{{sink}}}"), Transformation("y"), Manifest(Own, "Display", "screen"));
        Assert.Equal((kind, uri), (Target("x").Sink!.Kind, Target("x").Sink!.Uri.OriginalString));
        Assert.Equal("True", _world.Condition("Transformation", "x", "SinkProvided"));
        Assert.Equal(uri, Status("sinkUri"));
    }

    [Theory]
    [InlineData("'sink':{'ref':{'kind':'Display','name':'gone'}}", "False SinkNotFound: spec.sink.ref: there is no Display default/gone")]
    [InlineData("'data':[{'operation':'shift','paths':[{'key':'a'}]}]", "False InvalidSpec: spec.data[0].paths[0].key: must be OLD:NEW, two keys with one colon between them, but is \"a\"")]
    public void One_that_is_not_ready_gets_no_events_and_they_wait(string spec, string ready)
    {
        _world.With(Transformation("x", spec));
        Assert.Equal(ready, _world.Condition("Transformation", "x", "Ready"));
        Assert.Null(Assert.Single(_world.Topology().Triggers).Value.Target);
        Assert.Empty(_world.Topology().Targets);
        Assert.Contains("Transformation default/x is not ready: spec.", _world.Condition("Trigger", "t", "Ready"), StringComparison.Ordinal);
    }

    [Fact]
    public void Sinks_that_lead_back_are_said()
    {
        _world.With(
            Transformation("x", Sink("y")), Transformation("y", Sink("z")), Transformation("z", Sink("y")), Transformation("own", Sink("own")));
        Assert.Equal("True", _world.Condition("Transformation", "x", "Ready"));
        Assert.Equal(
            "False SinkNotFound: spec.sink: leads back to this transformation: default/transformation-y -> default/transformation-z -> default/transformation-y",
            _world.Condition("Transformation", "y", "Ready"));
        Assert.Equal(
            "False SinkNotFound: spec.sink: leads back to this transformation: default/transformation-own -> default/transformation-own",
            _world.Condition("Transformation", "own", "Ready"));
    }

    [Fact]
    public void A_source_may_have_a_transformation_as_its_sink()
    {
        _world.With(Transformation("x"), Manifest(SourcesGroup, "WebhookSource", "w", "'spec':{'eventType':'t','sink':{'ref':{'kind':'Transformation','name':'x'}}}"));
        Assert.Equal(DestinationKind.Transformation, Assert.Single(_world.Topology().Sources).Value.Sink!.Kind);
    }

    private static string Sink(string name) => $"'sink':{{'ref':{{'kind':'Transformation','name':'{name}'}}}}";

    private static JsonElement Transformation(string name, string spec = "") => Manifest(Flow, "Transformation", name, $"'spec':{{{spec}}}");

    private TransformationSpec Target(string name) => Assert.IsType<TransformationSpec>(_world.Topology().Targets[new("default", $"transformation-{name}")]);

    private string Status(string field) => _world.Status("Transformation", "x").GetProperty(field).ToString();
}
