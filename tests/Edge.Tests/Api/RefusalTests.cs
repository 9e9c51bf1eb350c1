namespace Fabric.Edge.Tests.Api;

/// <summary>Bad requests and the exact answers they get.</summary>
public sealed class RefusalTests : IAsyncLifetime
{
    private const string Ones = ApiHost.Brokers + "/one";

    private ApiHost _host = null!;

    public async Task InitializeAsync()
    {
        _host = await ApiHost.Start(options => options.MaxBodyBytes = 4096);
        await _host.Post(ApiHost.Brokers, ApiHost.Broker("one"));
    }

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Theory]
    [InlineData("{", 400, "BadRequest", "the body is no valid JSON")]
    [InlineData("[]", 400, "BadRequest", "the body must be a manifest")]
    [InlineData("", 400, "BadRequest", "the body must be a manifest")]
    [InlineData("""{"metadata":5}""", 400, "BadRequest", "metadata must be an object")]
    [InlineData("{}", 422, "Invalid", "metadata.name: Required value")]
    [InlineData("""{"metadata":{"name":"one"}}""", 409, "AlreadyExists", "memorybrokers.eventing.triggermesh.io \"one\" already exists")]
    [InlineData("""{"metadata":{"name":"two","resourceVersion":"5"}}""", 400, "BadRequest", "resourceVersion should not be set")]
    [InlineData("""{"metadata":{"name":"No_Good"}}""", 422, "Invalid", "metadata.name: must be a DNS label")]
    [InlineData("""{"metadata":{"name":"two","namespace":"other"}}""", 400, "BadRequest", "does not match the namespace")]
    [InlineData("""{"kind":"Trigger","metadata":{"name":"two"}}""", 400, "BadRequest", "the kind in the data (Trigger)")]
    [InlineData("""{"apiVersion":"v1","metadata":{"name":"two"}}""", 400, "BadRequest", "the API version in the data (v1)")]
    [InlineData("""{"metadata":{"name":"two","labels":{"a":5}}}""", 422, "Invalid", "metadata.labels.a: must be a string")]
    public async Task A_bad_POST_is_refused(string body, int code, string reason, string message) =>
        Check(await _host.Post(ApiHost.Brokers, body), code, reason, message);

    [Theory]
    [InlineData("""{"metadata":{"name":"two"}}""", 400, "BadRequest", "does not match the name on the URL (one)")]
    [InlineData("""{"metadata":{"uid":"other"}}""", 409, "Conflict", "Precondition failed: UID")]
    [InlineData("""{"metadata":{"resourceVersion":"abc"}}""", 409, "Conflict", "the object has been modified")]
    public async Task A_bad_PUT_is_refused(string body, int code, string reason, string message) =>
        Check(await _host.Put(Ones, body), code, reason, message);

    [Theory]
    [InlineData("application/json-patch+json", "{}", 400, "BadRequest", "a JSON patch is a list")]
    [InlineData("application/json-patch+json", """[{"op":"fly","path":"/a"}]""", 400, "BadRequest", "op must be")]
    [InlineData("application/json-patch+json", """[{"op":"add","path":"a","value":1}]""", 400, "BadRequest", "needs op and path")]
    [InlineData("application/json-patch+json", """[{"op":"add","path":"/a"}]""", 400, "BadRequest", "value is missing")]
    [InlineData("application/json-patch+json", """[{"op":"remove","path":"/spec/x"}]""", 422, "Invalid", "there is nothing to remove")]
    [InlineData("application/json-patch+json", """[{"op":"test","path":"/metadata/name","value":"x"}]""", 422, "Invalid", "the test failed")]
    [InlineData("application/merge-patch+json", "[]", 400, "BadRequest", "a merge patch must be an object")]
    [InlineData("application/merge-patch+json", """{"metadata":{"name":"two"}}""", 400, "BadRequest", "does not match the name")]
    [InlineData("application/apply-patch+yaml", "a: [", 400, "BadRequest", "error parsing YAML")]
    [InlineData("application/apply-patch+yaml", "metadata: {managedFields: [{}]}", 400, "BadRequest", "managedFields must be nil")]
    [InlineData("application/merge-patch+json", """{"metadata":5}""", 400, "BadRequest", "metadata must be an object")]
    [InlineData("application/apply-patch+yaml", "metadata: 5", 400, "BadRequest", "metadata must be an object")]
    [InlineData("application/json", "{}", 415, "UnsupportedMediaType", "application/merge-patch+json")]
    public async Task A_bad_PATCH_is_refused(string type, string body, int code, string reason, string message) =>
        Check(await _host.Patch(Ones, body, type), code, reason, message);

    [Theory]
    [InlineData("?dryRun=Some", "Invalid value for dryRun")]
    [InlineData("?fieldValidation=Hard", "Invalid value for fieldValidation")]
    public async Task A_bad_option_is_refused(string query, string message) =>
        Check(await _host.Post(ApiHost.Brokers + query, ApiHost.Broker("two")), 400, "BadRequest", message);

    [Theory]
    [InlineData("?labelSelector=a%20in%20b", "unable to parse requirement")]
    [InlineData("?fieldSelector=status.x%3D1", "field label not supported: status.x")]
    [InlineData("?watch=true&resourceVersion=abc", "Invalid value for resourceVersion")]
    [InlineData("?watch=true&timeoutSeconds=soon", "Invalid value for timeoutSeconds")]
    public async Task A_bad_selection_is_refused(string query, string message) =>
        Check(await _host.Get(ApiHost.Brokers + query), 400, "BadRequest", message);

    [Theory]
    [InlineData("POST", Ones)]
    [InlineData("PUT", ApiHost.Brokers)]
    [InlineData("PATCH", ApiHost.Brokers)]
    [InlineData("OPTIONS", ApiHost.Brokers)]
    [InlineData("PUT", Ones + "/status")]
    public async Task A_method_that_is_not_for_a_path_is_refused(string method, string path) =>
        Check(await _host.Send(new HttpMethod(method), path, "{}"), 405, "MethodNotAllowed", "");

    [Fact]
    public async Task Other_refusals_are_said_as_Kubernetes_says_them()
    {
        Check(await _host.Get(ApiHost.Brokers + "/none"), 404, "NotFound", "memorybrokers.eventing.triggermesh.io \"none\" not found");
        Check(await _host.Delete(ApiHost.Brokers + "/none"), 404, "NotFound", "not found");
        Check(await _host.Patch(ApiHost.Brokers + "/none", "{}"), 404, "NotFound", "not found");
        Check(await _host.Delete(Ones, """{"preconditions":{"uid":"other"}}"""), 409, "Conflict", "UID in the precondition");
        Check(await _host.Get(ApiHost.Brokers, "image/png"), 406, "NotAcceptable", "application/json");
        Check(await _host.Post(ApiHost.Brokers, "x", "text/plain"), 415, "UnsupportedMediaType", "application/yaml");
        Check(await _host.Post(ApiHost.Brokers, "k8s?", "application/vnd.kubernetes.protobuf"), 400, "BadRequest", "protobuf");
        Check(await _host.Post(ApiHost.Brokers, "k8s\0\u0012\u007f", "application/vnd.kubernetes.protobuf"), 400, "BadRequest", "malformed protobuf");
        Check(await _host.Post(ApiHost.Brokers, new string(' ', 5000)), 413, "RequestEntityTooLarge", "4096");
        Check(await _host.Post("/apis/eventing.triggermesh.io/v1alpha1/memorybrokers", ApiHost.Broker("two")), 400, "BadRequest", "namespace");
        Check(await _host.Post(ApiHost.Brokers, "a: 1\n---\nb: 2\n", "application/yaml"), 400, "BadRequest", "2 YAML documents");
        Check(await _host.Post("/api/v1", "{}"), 404, "NotFound", "");
        Check(await _host.Post("/apis/apps/v1", "{}"), 404, "NotFound", "");
        Check(await _host.Get(ApiHost.Triggers + "/none/deadletters"), 404, "NotFound", "");
    }

    private static void Check(ApiAnswer answer, int code, string reason, string message)
    {
        Assert.Equal((code, "Status", "Failure", reason), (answer.Code, answer.At("kind"), answer.At("status"), answer.Reason));
        Assert.Contains(message, answer.Message, StringComparison.Ordinal);
        Assert.Equal(code, answer.Json.GetProperty("code").GetInt32());
    }
}
