using Fabric.Delivery;
using Fabric.Targets;
using static Fabric.Core.Tests.Resources.Manifests;

namespace Fabric.Core.Tests.Resources.Resolving;

public sealed class DisplayTests : IDisposable
{
    private readonly World _world = new();

    public void Dispose() => _world.Dispose();

    [Theory]
    [InlineData("gcr.io/knative-releases/knative.dev/eventing/cmd/event_display", true)]
    [InlineData("gcr.io/knative-releases/knative.dev/eventing/cmd/event_display:v1.9", true)]
    [InlineData("localhost:5000/event_display@sha256:0123", true)]
    [InlineData("localhost:5000/event_display:1@sha256:0123", true)]
    [InlineData("event_display", true)]
    [InlineData("triggermesh-console:v0.0.1", true)]
    [InlineData("acme/my_event_display", false)]
    [InlineData("event_display/other", false)]
    [InlineData("", false)]
    public void An_image_is_told_by_its_last_name(string image, bool display)
    {
        _world.With(Manifest("serving.knative.dev/v1", "Service", "s", $"'spec':{{'template':{{'spec':{{'containers':[{{'image':'{image}'}}]}}}}}}"));
        Assert.Equal(display, _world.Topology().Targets.ContainsKey(new("default", "s")));
        Assert.Equal(display ? "True" : "False", _world.Condition("Service", "s", "Ready").Split(' ')[0]);
    }

    [Theory]
    [InlineData("'a':'1'", true)]
    [InlineData("'a':'1','b':'2'", true)]
    [InlineData("'a':'1','c':'3'", false)]
    [InlineData("'a':'2'", false)]
    [InlineData("", false)]
    public void A_service_selects_pods_by_all_its_labels(string selector, bool display)
    {
        _world.With(
            Manifest("apps/v1", "Deployment", "d", "'spec':{'template':{'metadata':{'labels':{'a':'1','b':'2'}},'spec':{'containers':[{'image':'event_display'}]}}}"),
            Manifest("v1", "Service", "s", $"'spec':{{'selector':{{{selector}}}}}"));
        Assert.Equal(display, _world.Topology().Hosts.ContainsKey(new("default", "s")));
    }

    [Fact]
    public void A_service_selects_pods_of_its_own_namespace_only()
    {
        _world.With(
            Manifest("apps/v1", "Deployment", "d", "'spec':{'template':{'metadata':{'labels':{'a':'1'}},'spec':{'containers':[{'image':'event_display'}]}}}", "'namespace':'other'"),
            Manifest("v1", "Service", "s", "'spec':{'selector':{'a':'1'}}"));
        Assert.Empty(_world.Topology().Targets);
    }

    [Fact]
    public void A_Fabric_display_keeps_what_it_says_and_shows_where()
    {
        _world.With(Manifest(Own, "Display", "screen", "'spec':{'keep':5}"));
        Assert.Equal(5, Assert.IsType<DisplaySpec>(_world.Topology().Targets[new("default", "screen")]).Keep);
        Assert.Equal(DestinationKind.Display, _world.Topology().Hosts[new("default", "screen")].Kind);
        Assert.Equal("http://127.0.0.1:8080/displays/default/screen", _world.Status("Display", "screen").GetProperty("addresses")[1].GetProperty("url").GetString());
    }

    [Fact]
    public void The_oldest_display_of_a_name_has_it()
    {
        _world.With(
            Manifest("serving.knative.dev/v1", "Service", "screen", "'spec':{'template':{'spec':{'containers':[{'image':'event_display'}]}}}"),
            Manifest(Own, "Display", "screen", "'spec':{'keep':5}"));
        Assert.Equal(1_000, Assert.IsType<DisplaySpec>(Assert.Single(_world.Topology().Targets).Value).Keep);
        Assert.StartsWith("False NameTaken", _world.Condition("Display", "screen", "Ready"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("'annotations':{'eventfabric.dev/url':'nowhere'}", "", "metadata.annotations[\"eventfabric.dev/url\"]: is not an http or https address: \"nowhere\"; write an address such as https://example.com/path")]
    [InlineData("", "'spec':{'externalName':'not a host'}", "spec.externalName: is not a host name: \"not a host\"")]
    public void An_address_of_a_service_that_is_none_is_said(string metadata, string spec, string problem)
    {
        _world.With(Manifest("v1", "Service", "s", spec, metadata));
        Assert.Equal("False NotBuiltIn: " + problem, _world.Condition("Service", "s", "Ready"));
    }
}
