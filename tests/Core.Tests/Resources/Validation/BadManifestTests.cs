using Fabric.Contract.Time;
using Fabric.Resources;
using static Fabric.Core.Tests.Resources.Manifests;

namespace Fabric.Core.Tests.Resources.Validation;

public sealed class BadManifestTests : IDisposable
{
    private const string Known = "known kinds are Broker, CloudEventsSource, CloudEventsTarget, ConfigMap, Deployment, Display, HTTPPollerSource, "
        + "HTTPTarget, MemoryBroker, Namespace, PingSource, RedisBroker, Secret, Service, Transformation, Trigger, WebhookSource";

    private readonly Catalog _catalog = new(new ManualClock());

    public void Dispose() => _catalog.Dispose();

    [Theory]
    [InlineData("[]", "a manifest must be an object, but is a list")]
    [InlineData("'text'", "a manifest must be an object, but is the string \"text\"")]
    [InlineData("{}", "apiVersion: is required: group and version, such as eventing.triggermesh.io/v1alpha1|kind: is required: the kind, such as MemoryBroker|metadata.name: is required: the name")]
    [InlineData("{'apiVersion':1,'kind':true,'metadata':{'name':[]}}", "apiVersion: must be a string, but is the number 1|kind: must be a string, but is the boolean true|metadata.name: must be a string, but is a list")]
    [InlineData("{'apiVersion':'v1','kind':'Pod','metadata':{'name':'a'}}", "kind: \"Pod\" of \"v1\" is not known here; " + Known)]
    [InlineData("{'apiVersion':'eventing.triggermesh.io/v1alpha1','kind':'MemroyBroker','metadata':{'name':'a'}}", "kind: \"MemroyBroker\" of \"eventing.triggermesh.io/v1alpha1\" is not known here; write kind: MemoryBroker with apiVersion: eventing.triggermesh.io/v1alpha1")]
    [InlineData("{'apiVersion':'eventing.triggermesh.io/v1alpha1','kind':'memorybroker','metadata':{'name':'a'}}", "kind: \"memorybroker\" of \"eventing.triggermesh.io/v1alpha1\" is not known here; write kind: MemoryBroker with apiVersion: eventing.triggermesh.io/v1alpha1")]
    [InlineData("{'apiVersion':'eventing.triggermesh.io/v1','kind':'Trigger','metadata':{'name':'a'}}", "apiVersion: \"Trigger\" of \"eventing.triggermesh.io/v1\" is not known here; write kind: Trigger with apiVersion: eventing.triggermesh.io/v1alpha1, or kind: Trigger with apiVersion: eventing.knative.dev/v1")]
    [InlineData("{'apiVersion':'v1','kind':'Secret','metadata':{'name':'A_b'}}", "metadata.name: must be a DNS name (a-z, 0-9, - and ., at most 253, no - or . at either end), but is \"A_b\"")]
    [InlineData("{'apiVersion':'eventing.triggermesh.io/v1alpha1','kind':'MemoryBroker','metadata':{'name':'a.b'}}", "metadata.name: must be a DNS label (a-z, 0-9 and -, at most 63, no - at either end), but is \"a.b\"")]
    [InlineData("{'apiVersion':'v1','kind':'Secret','metadata':{'name':'a','namespace':'-x'}}", "metadata.namespace: must be a DNS label (a-z, 0-9 and -, at most 63, no - at either end), but is \"-x\"")]
    [InlineData("{'apiVersion':'v1','kind':'Secret','metadata':{'name':'a','namespace':7}}", "metadata.namespace: must be a string, but is the number 7")]
    [InlineData("{'apiVersion':'v1','kind':'Secret','metadata':{'name':'a','labels':{'on':true},'annotations':[]}}", "metadata.labels.on: must be a string, but is the boolean true; put it in quotes|metadata.annotations: must be an object, but is a list")]
    [InlineData("{'apiVersion':'v1','kind':'Secret','metadata':{'name':'../../etc/passwd'}}", "metadata.name: must be a DNS name (a-z, 0-9, - and ., at most 253, no - or . at either end), but is \"../../etc/passwd\"")]
    public async Task A_manifest_that_cannot_be_named_is_refused(string manifest, string faults)
    {
        var outcome = await _catalog.Put(Json(manifest), new(), default);
        Assert.Equal(PutStatus.Invalid, outcome.Status);
        Assert.Null(outcome.Resource);
        Assert.Equal(faults, string.Join("|", outcome.Faults));
        Assert.Empty((await _catalog.Snapshot(default)).Resources);
    }

    [Theory]
    [InlineData("MemoryBroker", "'spec':[]", "spec: must be an object, but is a list")]
    [InlineData("MemoryBroker", "'spec':{'memory':{'bufferSize':0}}", "spec.memory.bufferSize: must be at least 1, but is 0")]
    [InlineData("MemoryBroker", "'spec':{'memory':{'bufferSize':'100'}}", "spec.memory.bufferSize: must be an integer, but is the string \"100\"; write it without quotes")]
    [InlineData("MemoryBroker", "'spec':{'memory':{'bufferSize':1.5}}", "spec.memory.bufferSize: must be an integer, but is the number 1.5")]
    [InlineData("MemoryBroker", "'spec':{'memory':{'bufferSize':1,'streamMaxLen':2}}", "spec.memory.bufferSize: differs from spec.memory.streamMaxLen, which is another name for it; keep one of them")]
    [InlineData("MemoryBroker", "'spec':{'broker':{'port':70000}}", "spec.broker.port: must be from 1 to 65535, but is 70000")]
    [InlineData("RedisBroker", "'spec':{'redis':{'streamMaxLen':-1}}", "spec.redis.streamMaxLen: must be at least 0, but is -1")]
    [InlineData("RedisBroker", "'spec':{'redis':{'connection':{'url':'a:1','clusterURLs':['b:1']}}}", "spec.redis.connection: has both url and clusterURLs; keep one of them")]
    [InlineData("Trigger", "'spec':{}", "spec.broker: is required: the broker to take events from|spec.target: is required: where events go")]
    [InlineData("Trigger", "'spec':{'broker':'b','target':{'uri':'http://a'}}", "spec.broker: must be an object, but is the string \"b\"")]
    [InlineData("Trigger", "'spec':{'broker':{'kind':'','group':'x'},'target':{'uri':'http://a'}}", "spec.broker.name: is required: the name|spec.broker.kind: is empty: the kind, as MemoryBroker")]
    [InlineData("Trigger", "'spec':{T,'target':{'uri':'http://a'},'subscriber':{'uri':'http://b'}}", "spec.target: differs from spec.subscriber, which is another name for it; keep one of them")]
    [InlineData("Trigger", "'spec':{T,'target':{'uri':'ftp://a'}}", "spec.target.uri: is not an http or https address: \"ftp://a\"; write an address such as https://example.com/path")]
    [InlineData("Trigger", "'spec':{T,'target':{'uri':'//host/path','ref':{'kind':'Display','name':'d'}}}", "spec.target.uri: must be relative beside a ref, but is \"//host/path\"; keep one of them, or write a path")]
    [InlineData("Trigger", "'spec':{T,G,'delivery':{'retry':-1}}", "spec.delivery.retry: must be from 0 to 100000, but is -1")]
    [InlineData("Trigger", "'spec':{T,G,'delivery':{'backoffPolicy':'exponentail'}}", "spec.delivery.backoffPolicy: must be one of constant, linear, exponential, but is \"exponentail\"; did you mean exponential?")]
    [InlineData("Trigger", "'spec':{T,G,'delivery':{'backoffDelay':'5 seconds'}}", "spec.delivery.backoffDelay: is not a duration: \"5 seconds\"; write a Go duration such as 30s or 1m30s, or an ISO 8601 one such as PT30S")]
    [InlineData("Trigger", "'spec':{T,G,'delivery':{'timeout':30}}", "spec.delivery.timeout: must be a string, but is the number 30; write a Go duration such as 30s or 1m30s, or an ISO 8601 one such as PT30S")]
    [InlineData("Trigger", "'spec':{T,G,'delivery':{'timeout':'0s'}}", "spec.delivery.timeout: must be more than zero")]
    [InlineData("Trigger", "'spec':{T,G,'delivery':{'order':'ordered'}}", "spec.delivery.order: must be one of Unordered, Ordered, but is \"ordered\"; did you mean Ordered?")]
    [InlineData("Trigger", "'spec':{T,G,'delivery':{'maxInFlight':0}}", "spec.delivery.maxInFlight: must be from 1 to 10000, but is 0")]
    [InlineData("Trigger", "'spec':{T,G,'delivery':{'deadLetterSink':{}}}", "spec.delivery.deadLetterSink: needs a ref, or an absolute uri")]
    [InlineData("Trigger", "'spec':{T,G,'start':'yesterday'}", "spec.start: must be latest, earliest or a time, but is \"yesterday\"; write RFC 3339 such as 2026-01-31T08:00:00Z")]
    [InlineData("Trigger", "'spec':{T,G,'start':'earliest','bounds':{'byId':{'start':'0'}}}", "spec.start: is given together with spec.bounds.byId.start; keep one of them")]
    [InlineData("Trigger", "'spec':{T,G,'bounds':{'byId':{'end':'later'}}}", "spec.bounds.byId.end: must be an offset such as 1200 or a Redis id such as 1526919030474-0, but is \"later\"")]
    [InlineData("Trigger", "'spec':{T,G,'bounds':{'byDate':{'end':'2026-13-01'}}}", "spec.bounds.byDate.end: is not a time: \"2026-13-01\"; write RFC 3339 such as 2026-01-31T08:00:00Z")]
    [InlineData("Trigger", "'spec':{T,G,'paused':'yes'}", "spec.paused: must be true or false, but is the string \"yes\"")]
    [InlineData("Trigger", "'spec':{T,G,'filters':{'exact':{'type':'a'}}}", "spec.filters: must be a list, but is an object")]
    public async Task A_fault_in_a_spec_is_stored_and_said(string kind, string body, string faults)
    {
        var expanded = body.Replace("T,", "'broker':{'kind':'MemoryBroker','name':'b'},", StringComparison.Ordinal)
            .Replace("G,", "'target':{'uri':'http://a'},", StringComparison.Ordinal);
        await Stored(Manifest(TriggerMesh, kind, "a", expanded), faults);
    }

    [Theory]
    [InlineData("'spec':{'storage':'file'}", "spec.storage: must be one of Memory, File, Postgres, but is \"file\"; did you mean File?")]
    [InlineData("'spec':{'partitions':257}", "spec.partitions: must be from 1 to 256, but is 257")]
    [InlineData("'spec':{'retention':{'bytes':'1 GB','age':'P1M','events':0}}", "spec.retention.bytes: is not a quantity: the string \"1 GB\"; write bytes such as 1073741824, 512Mi or 1Gi|spec.retention.age: is not a duration: \"P1M\"; write a Go duration such as 30s or 1m30s, or an ISO 8601 one such as PT30S|spec.retention.events: must be at least 1, but is 0")]
    [InlineData("'spec':{'retention':{'bytes':-5}}", "spec.retention.bytes: is not a quantity: the number -5; write bytes such as 1073741824, 512Mi or 1Gi")]
    [InlineData("'spec':{'dedupe':{'window':'10'}}", "spec.dedupe.window: is not a duration: \"10\"; write a Go duration such as 30s or 1m30s, or an ISO 8601 one such as PT30S")]
    [InlineData("'spec':{'overflow':'Drop'}", "spec.overflow: must be one of Reject, DropOldest, but is \"Drop\"")]
    public Task A_fault_in_a_broker_is_stored_and_said(string body, string faults) => Stored(Manifest(Own, "Broker", "a", body), faults);

    [Theory]
    [InlineData("WebhookSource", "", "spec.eventType: is required: the CloudEvents type of every event")]
    [InlineData("WebhookSource", "'eventType':''", "spec.eventType: is empty: the CloudEvents type of every event")]
    [InlineData("WebhookSource", "'eventType':5", "spec.eventType: must be a string, but is the number 5; put it in quotes")]
    [InlineData("WebhookSource", "'eventType':'t','eventExtensionAttributes':{'from':['header']}", "spec.eventExtensionAttributes.from[0]: must be one of method, path, host, queries, headers, but is \"header\"; did you mean headers?")]
    [InlineData("WebhookSource", "'eventType':'t','eventExtensionAttributes':{}", "spec.eventExtensionAttributes.from: is required: parts of the request: method, path, host, queries, headers")]
    [InlineData("WebhookSource", "'eventType':'t','basicAuthUsername':'u'", "spec.basicAuthPassword: is required: basicAuthUsername is given")]
    [InlineData("WebhookSource", "'eventType':'t','basicAuthPassword':{'value':'x'}", "spec.basicAuthUsername: is required: basicAuthPassword is given")]
    [InlineData("WebhookSource", "'eventType':'t','signature':{'keys':[]}", "spec.signature.keys: must have at least 1 entry, but is empty")]
    [InlineData("WebhookSource", "'eventType':'t','ceOverrides':{'extensions':{'my-key':'v','id':'1','empty':''}}", "spec.ceOverrides.extensions.my-key: is not the name of an attribute; use letters and digits only|spec.ceOverrides.extensions.id: cannot be set for every event|spec.ceOverrides.extensions.empty: is empty; give a value, or remove it")]
    [InlineData("CloudEventsSource", "'rateLimiter':{}", "spec.rateLimiter.requestsPerSecond: is required: most requests a second")]
    [InlineData("CloudEventsSource", "'credentials':{'basicAuths':[{'username':'u'}]}", "spec.credentials.basicAuths[0].password: is required: the password")]
    [InlineData("HTTPPollerSource", "", "spec.endpoint: is required: the http or https address|spec.eventType: is required: the CloudEvents type of every event|spec.interval: is required: the time between two polls, as 20s|spec.method: is required: the HTTP method: GET, POST, PUT, PATCH, DELETE")]
    [InlineData("HTTPPollerSource", "'endpoint':'app.com','eventType':'t','interval':'20','method':'get'", "spec.endpoint: is not an http or https address: \"app.com\"; write an address such as https://example.com/path|spec.interval: is not a duration: \"20\"; write a Go duration such as 30s or 1m30s, or an ISO 8601 one such as PT30S|spec.method: must be one of GET, POST, PUT, PATCH, DELETE, but is \"get\"; did you mean GET?")]
    [InlineData("HTTPPollerSource", "'endpoint':'https://https://a','eventType':'t','interval':'0s','method':'GET'", "spec.endpoint: has its scheme twice: \"https://https://a\"; write an address such as https://example.com/path|spec.interval: must be more than zero")]
    public Task A_fault_in_a_source_is_stored_and_said(string kind, string spec, string faults) =>
        Stored(Manifest(SourcesGroup, kind, "a", $"'spec':{{'sink':{{'uri':'http://a'}}{(spec.Length > 0 ? "," : "")}{spec}}}"), faults);

    [Theory]
    [InlineData("CloudEventsTarget", "'spec':{}", "spec.endpoint: is required: the http or https address")]
    [InlineData("CloudEventsTarget", "'spec':{'endpoint':'http://'}", "spec.endpoint: is not an http or https address: \"http://\"; write an address such as https://example.com/path")]
    [InlineData("CloudEventsTarget", "'spec':{'endpoint':'http://a','credentials':{'basicAuth':{'username':'u'}}}", "spec.credentials.basicAuth.password: is required: the password")]
    [InlineData("HTTPTarget", "'spec':{'endpoint':'http://a','method':'GET','response':{}}", "spec.response.eventType: is required: its CloudEvents type")]
    [InlineData("HTTPTarget", "'spec':{'endpoint':'http://a','method':'GET','oauthClientID':'c'}", "spec.oauthClientSecret: is required: OAuth needs oauthClientID, oauthClientSecret and oauthTokenURL|spec.oauthTokenURL: is required: OAuth needs oauthClientID, oauthClientSecret and oauthTokenURL")]
    [InlineData("HTTPTarget", "'spec':{'endpoint':'http://a','method':'GET','headers':{'X-Count':1}}", "spec.headers.X-Count: must be a string, but is the number 1; put it in quotes")]
    public Task A_fault_in_a_target_is_stored_and_said(string kind, string body, string faults) =>
        Stored(Manifest(TargetsGroup, kind, "a", body), faults);

    [Theory]
    [InlineData("Secret", "'data':{'a':'not base64!'}", "data.a: is not Base64; encode it, or use stringData")]
    [InlineData("Secret", "'stringData':{'a':'***'}", "stringData.a: is the mask that the API shows instead of a secret; write the secret itself")]
    [InlineData("ConfigMap", "'data':{'a.b/c':1}", "data[\"a.b/c\"]: must be a string, but is the number 1; put it in quotes")]
    public Task A_fault_in_a_core_kind_is_stored_and_said(string kind, string body, string faults) => Stored(Manifest("v1", kind, "a", body), faults);

    [Theory]
    [InlineData("MemoryBroker", "'spec':{'memory':{'bufersize':5}}", "spec.memory.bufersize: is not a field of MemoryBroker and has no effect; did you mean bufferSize?")]
    [InlineData("MemoryBroker", "'sepc':{}", "sepc: is not a field of MemoryBroker and has no effect; did you mean spec?")]
    [InlineData("MemoryBroker", "'spec':{'zzzzzz':null}", "spec.zzzzzz: is not a field of MemoryBroker and has no effect")]
    [InlineData("RedisBroker", "'spec':{'redis':{'connection':{'url':'a:1'}}}", "spec.redis.connection: has no effect: the broker keeps its events in the fabric's own durable log, not in Redis")]
    public async Task What_has_no_effect_is_a_warning(string kind, string body, string warning)
    {
        var outcome = await _catalog.Put(Manifest(TriggerMesh, kind, "a", body), new(), default);
        Assert.Equal(PutStatus.Created, outcome.Status);
        Assert.Empty(outcome.Faults);
        Assert.Equal(warning, string.Join("|", outcome.Warnings));
    }

    [Fact]
    public async Task A_field_that_is_null_counts_as_absent() =>
        await Stored(Manifest(TriggerMesh, "MemoryBroker", "a", "'spec':{'memory':null,'broker':{'port':null}}"), "");

    private async Task Stored(System.Text.Json.JsonElement manifest, string faults)
    {
        var outcome = await _catalog.Put(manifest, new(), default);
        Assert.Equal(faults, string.Join("|", outcome.Faults));
        Assert.Equal(PutStatus.Created, outcome.Status);
        Assert.NotNull(await _catalog.Get(outcome.Resource!.Key, default));
    }
}
