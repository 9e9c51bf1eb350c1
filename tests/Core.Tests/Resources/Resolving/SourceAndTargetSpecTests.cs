using System.Text;
using Fabric.Delivery;
using Fabric.Resources;
using Fabric.Sources;
using Fabric.Targets;
using static Fabric.Core.Tests.Resources.Manifests;

namespace Fabric.Core.Tests.Resources.Resolving;

public sealed class SourceAndTargetSpecTests : IDisposable
{
    private readonly World _world = new World().With(
        Manifest(TriggerMesh, "MemoryBroker", "b"),
        Manifest("v1", "Secret", "s", "'data':{'coded':'aHVudGVyMg=='},'stringData':{'plain':'hunter2','none':''}"));

    public void Dispose() => _world.Dispose();

    [Theory]
    [InlineData("{'value':'hunter2'}")]
    [InlineData("{'valueFromSecret':{'name':'s','key':'coded'}}")]
    [InlineData("{'valueFromSecret':{'name':'s','key':'plain'}}")]
    [InlineData("{'secretKeyRef':{'name':'s','key':'coded'}}")]
    public void Secrets_are_found_in_all_three_shapes(string secret)
    {
        _world.With(
            Manifest(SourcesGroup, "WebhookSource", "w", Sink($"'eventType':'t','basicAuthUsername':'u','basicAuthPassword':{secret},'signature':{{'keys':[{secret}]}}")),
            Manifest(SourcesGroup, "CloudEventsSource", "c", Sink($"'credentials':{{'basicAuths':[{{'username':'u','password':{secret}}}]}}")),
            Manifest(TargetsGroup, "CloudEventsTarget", "t", $"'spec':{{'endpoint':'http://a','credentials':{{'basicAuth':{{'username':'u','password':{secret}}}}}}}"));
        var expected = new BasicAuth("u", new("hunter2"));
        Assert.Equal(expected, Source<WebhookSourceSpec>("webhooksource-w").BasicAuth);
        Assert.Equal(new Secret("hunter2"), Assert.Single(Source<WebhookSourceSpec>("webhooksource-w").SignatureKeys));
        Assert.Equal(expected, Assert.Single(Source<CloudEventsSourceSpec>("cloudeventssource-c").Credentials));
        Assert.Equal(expected, Target<CloudEventsTargetSpec>("cloudeventstarget-t").Endpoint.BasicAuth);
        Assert.All(_world.Build().Statuses, status => Assert.DoesNotContain("hunter2", status.Value.GetRawText(), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("{'valueFromSecret':{'name':'gone','key':'k'}}", "spec.basicAuthPassword.valueFromSecret: there is no Secret default/gone")]
    [InlineData("{'secretKeyRef':{'name':'s','key':'k'}}", "spec.basicAuthPassword.secretKeyRef: Secret default/s has no key \"k\" with a usable value")]
    [InlineData("{'secretKeyRef':{'name':'s','key':'none'}}", "spec.basicAuthPassword.secretKeyRef: key \"none\" of Secret default/s is empty")]
    [InlineData("{'value':''}", "spec.basicAuthPassword.value: is empty")]
    [InlineData("{}", "spec.basicAuthPassword: needs value, valueFromSecret or secretKeyRef")]
    public void Without_its_secret_a_source_lets_nobody_in(string secret, string problem)
    {
        _world.With(Manifest(SourcesGroup, "WebhookSource", "w", Sink($"'eventType':'t','basicAuthUsername':'u','basicAuthPassword':{secret}")));
        Assert.Null(Source<WebhookSourceSpec>("webhooksource-w").Sink);
        Assert.Equal("False SecretNotFound: " + problem, _world.Condition("WebhookSource", "w", "Ready"));
    }

    [Fact]
    public void Without_its_secret_a_target_gets_nothing_and_events_wait()
    {
        _world.With(
            Manifest(TargetsGroup, "HTTPTarget", "h", "'spec':{'endpoint':'http://a','method':'POST','basicAuthUsername':'u','basicAuthPassword':{'secretKeyRef':{'name':'gone','key':'k'}}}"),
            Manifest(TriggerMesh, "Trigger", "t", "'spec':{'broker':{'kind':'MemoryBroker','name':'b'},'target':{'ref':{'kind':'HTTPTarget','name':'h'}}}"));
        Assert.Null(Assert.Single(_world.Topology().Triggers).Value.Target);
        Assert.Empty(_world.Topology().Targets);
        Assert.Equal("False SecretNotFound: spec.basicAuthPassword.secretKeyRef: there is no Secret default/gone", _world.Condition("HTTPTarget", "h", "Ready"));
    }

    [Fact]
    public void A_source_with_a_fault_lets_nobody_in()
    {
        _world.With(Manifest(SourcesGroup, "CloudEventsSource", "c", Sink("'credentials':{'basicAuths':[{'username':'u'}]}")));
        Assert.Null(Source<CloudEventsSourceSpec>("cloudeventssource-c").Sink);
    }

    [Fact]
    public void A_webhook_is_read_whole()
    {
        _world.With(Manifest(SourcesGroup, "WebhookSource", "w", Sink("""
            'eventType':'t','eventSource':'s','eventExtensionAttributes':{'from':['method','path','host','queries','headers']},'corsAllowOrigin':'*',
            'ceOverrides':{'extensions':{'Team':'blue'}}
            """)));
        var webhook = Source<WebhookSourceSpec>("webhooksource-w");
        Assert.Equal(("t", "s", "*", (RequestParts)31), (webhook.EventType, webhook.EventSource, webhook.CorsAllowOrigin, webhook.Extensions));
        Assert.Equal("blue", webhook.Overrides["team"]);
        Assert.Equal(DestinationKind.Broker, webhook.Sink!.Kind);
    }

    [Fact]
    public void A_CloudEvents_source_is_read_whole()
    {
        _world.With(Manifest(SourcesGroup, "CloudEventsSource", "c", Sink("'path':'/in/','rateLimiter':{'requestsPerSecond':9}")));
        var source = Source<CloudEventsSourceSpec>("cloudeventssource-c");
        Assert.Equal(("/in/", 9), (source.Path, source.RequestsPerSecond));
        Assert.Empty(source.Credentials);
    }

    [Fact]
    public void A_poller_is_read_whole()
    {
        _world.With(Manifest(SourcesGroup, "HTTPPollerSource", "p", Sink("""
            'endpoint':'https://app.com/x','eventType':'t','method':'POST','interval':'PT1M','timeout':'3s','headers':{'X-A':'a,b'},'skipVerify':true,
            'caCertificate':'PEM','keepContentType':true,'conditional':true,'resolve':{'app.com':'127.0.0.1:5000'},'basicAuthUsername':'u',
            'basicAuthPassword':{'value':'p'}
            """)));
        var poller = Source<HttpPollerSourceSpec>("httppollersource-p");
        Assert.Equal((TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(3), "POST", true, true), (poller.Interval, poller.Timeout, poller.Method, poller.KeepContentType, poller.Conditional));
        Assert.Equal(("a,b", "127.0.0.1:5000", true, "PEM"), (poller.Endpoint.Headers["x-a"], poller.Endpoint.Resolve["app.com"], poller.Endpoint.SkipVerify, poller.Endpoint.CaCertificate));
        Assert.Equal(new("u", new("p")), poller.Endpoint.BasicAuth);
    }

    [Theory]
    [InlineData("'headers':{'X-A':'a'},'resolve':{'a':'b'},'basicAuthUsername':'u','basicAuthPassword':{'value':'p'}", "'interval':'2s'")]
    [InlineData("'ceOverrides':{'extensions':{'a':'b'}}", "'ceOverrides':{'extensions':{'a':'c'}}")]
    [InlineData("'headers':{'X-A':'a'}", "'headers':{'X-A':'b'}")]
    [InlineData("", "'skipVerify':true")]
    public void A_poller_is_another_one_only_when_it_changes(string spec, string change)
    {
        const string Always = "'endpoint':'https://app.com/x','eventType':'t','method':'GET','interval':'1s'";
        _world.With(Manifest(SourcesGroup, "HTTPPollerSource", "p", Sink(Join(Always, spec))));
        var before = Source<HttpPollerSourceSpec>("httppollersource-p");
        _world.With(Manifest("v1", "ConfigMap", "unrelated"));
        Assert.Equal(before, Source<HttpPollerSourceSpec>("httppollersource-p"));
        _world.With(Manifest(SourcesGroup, "HTTPPollerSource", "p", Sink(Join(Always, change))));
        Assert.NotEqual(before, Source<HttpPollerSourceSpec>("httppollersource-p"));
    }

    [Fact]
    public void A_ping_is_another_one_only_when_it_changes()
    {
        _world.With(Manifest("sources.knative.dev/v1", "PingSource", "p", Sink("'data':'hi','timezone':'Europe/Berlin'")));
        var before = Source<PingSourceSpec>("pingsource-p");
        Assert.Equal(before, Source<PingSourceSpec>("pingsource-p"));
        _world.With(Manifest("sources.knative.dev/v1", "PingSource", "p", Sink("'data':'ho','timezone':'Europe/Berlin'")));
        Assert.NotEqual(before, Source<PingSourceSpec>("pingsource-p"));
    }

    [Theory]
    [InlineData("'schedule':'61 * * * *'", "spec.schedule")]
    [InlineData("'timezone':'Europe/Atlantis'", "spec.timezone")]
    [InlineData("'data':'a','dataBase64':'YQ=='", "spec")]
    [InlineData("'dataBase64':'?'", "spec.dataBase64")]
    public void A_ping_with_a_fault_does_not_run(string spec, string path)
    {
        _world.With(Manifest("sources.knative.dev/v1", "PingSource", "p", Sink(spec)));
        Assert.Empty(_world.Topology().Sources);
        Assert.StartsWith($"False InvalidSpec: {path}: ", _world.Condition("PingSource", "p", "Ready"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_poller_with_a_fault_does_not_run()
    {
        _world.With(Manifest(SourcesGroup, "HTTPPollerSource", "p", Sink("'endpoint':'https://https://app.com','eventType':'t','method':'GET','interval':'1s'")));
        Assert.Empty(_world.Topology().Sources);
        Assert.StartsWith("False InvalidSpec: spec.endpoint: has its scheme twice", _world.Condition("HTTPPollerSource", "p", "Ready"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("'data':'{\\\"a\\\":1}','contentType':'application/json'", "{\"a\":1}", "application/json")]
    [InlineData("'dataBase64':'aGk='", "hi", null)]
    [InlineData("'schedule':'*/5 * * * *'", null, null)]
    public void A_ping_is_read_whole(string spec, string? data, string? contentType)
    {
        _world.With(Manifest("sources.knative.dev/v1", "PingSource", "p", Sink(spec)));
        var ping = Source<PingSourceSpec>("pingsource-p");
        Assert.Equal((data, contentType), (ping.Data is { } bytes ? Encoding.UTF8.GetString(bytes.Span) : null, ping.ContentType));
        Assert.Equal(("/apis/v1/namespaces/default/pingsources/p", "dev.knative.sources.ping"), (ping.EventSource, ping.EventType));
    }

    [Theory]
    [InlineData("http://a", "path", "http://a/path")]
    [InlineData("http://a/", "/path", "http://a/path")]
    [InlineData("http://a/b?c=d", "/e/", "http://a/b/e/?c=d")]
    [InlineData("http://a/b", "", "http://a/b")]
    public void The_path_of_a_CloudEvents_target_counts(string endpoint, string path, string uri)
    {
        _world.With(Manifest(TargetsGroup, "CloudEventsTarget", "t", $"'spec':{{'endpoint':'{endpoint}','path':'{path}'}}"));
        Assert.Equal(uri, Target<CloudEventsTargetSpec>("cloudeventstarget-t").Endpoint.Uri.OriginalString);
    }

    [Fact]
    public void An_HTTP_target_is_read_whole()
    {
        _world.With(Manifest(TargetsGroup, "HTTPTarget", "h", """
            'spec':{'endpoint':'https://a','method':'PUT','response':{'eventType':'r','eventSource':'rs'},'headers':{'X':'y'},'oauthClientID':'c',
            'oauthClientSecret':{'secretKeyRef':{'name':'s','key':'plain'}},'oauthTokenURL':'https://t/token','oauthScopes':['one','two']}
            """));
        var target = Target<HttpTargetSpec>("httptarget-h");
        Assert.Equal(("PUT", "r", "rs", "y"), (target.Method, target.ResponseType, target.ResponseSource, target.Endpoint.Headers["X"]));
        Assert.Equal(("c", new Secret("hunter2"), "https://t/token"), (target.OAuth!.ClientId, target.OAuth.ClientSecret, target.OAuth.TokenUrl.OriginalString));
        Assert.Equal(["one", "two"], target.OAuth.Scopes.AsEnumerable());
    }

    [Fact]
    public void An_HTTP_target_has_the_defaults_of_TriggerMesh()
    {
        _world.With(Manifest(TargetsGroup, "HTTPTarget", "h", "'spec':{'endpoint':'https://a','method':'GET'}"));
        var target = Target<HttpTargetSpec>("httptarget-h");
        Assert.Equal(("io.triggermesh.targets.response", "io.triggermesh.httptarget.default.h", null), (target.ResponseType, target.ResponseSource, target.OAuth));
        Assert.Equal("http://httptarget-h.default.svc.cluster.local", _world.Status("HTTPTarget", "h").GetProperty("address").GetProperty("url").GetString());
    }

    private static string Join(string first, string second) => second.Length == 0 ? first
        : string.Join(',', first.Split(',').Where(field => !second.Contains(field.Split(':')[0], StringComparison.Ordinal)).Append(second));

    private static string Sink(string spec) => $"'spec':{{{Scenarios.Sink("MemoryBroker", "b")},{spec}}}";

    private T Source<T>(string workload) => Assert.IsType<T>(_world.Topology().Sources[new("default", workload)]);

    private T Target<T>(string workload) => Assert.IsType<T>(_world.Topology().Targets[new("default", workload)]);
}
