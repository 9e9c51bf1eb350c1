using System.Text.Json;

namespace Fabric.Edge.Tests.Api;

public sealed class DiscoveryTests : IAsyncLifetime
{
    private ApiHost _host = null!;

    public async Task InitializeAsync() => _host = await ApiHost.Start();

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task The_version_is_that_of_the_Kubernetes_API()
    {
        var version = await _host.Get("/version");

        Assert.Equal(("1", "32"), (version.At("major"), version.At("minor")));
        Assert.StartsWith("v1.32.0+fabric.", version.At("gitVersion"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_group_version_and_kind_can_be_found()
    {
        Assert.Equal("""["v1"]""", (await _host.Get("/api")).At("versions"));
        var groups = (await _host.Get("/apis")).Json.GetProperty("groups").EnumerateArray().Select(group => group.GetProperty("name").GetString());
        Assert.Contains("eventing.triggermesh.io", groups);
        Assert.Equal("APIGroup", (await _host.Get("/apis/apps")).At("kind"));
        var resources = (await _host.Get("/apis/eventing.triggermesh.io/v1alpha1")).Json.GetProperty("resources").EnumerateArray().ToList();
        var trigger = resources.Single(resource => resource.GetProperty("name").GetString() == "triggers");
        Assert.Equal("Trigger", trigger.GetProperty("kind").GetString());
        Assert.Contains("watch", trigger.GetProperty("verbs").ToString(), StringComparison.Ordinal);
        Assert.Contains(resources, resource => resource.GetProperty("name").GetString() == "triggers/status");
    }

    [Theory]
    [InlineData("/api", "v1", "namespaces", "Cluster")]
    [InlineData("/apis", "v1alpha1", "memorybrokers", "Namespaced")]
    public async Task Discovery_can_be_had_in_one_document(string path, string version, string resource, string scope)
    {
        var answer = await _host.Get(path, "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,application/json");

        Assert.Equal("application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList", answer.Type.Replace(" ", "", StringComparison.Ordinal));
        var found = answer.Json.GetProperty("items").EnumerateArray()
            .SelectMany(group => group.GetProperty("versions").EnumerateArray())
            .Where(served => served.GetProperty("version").GetString() == version)
            .SelectMany(served => served.GetProperty("resources").EnumerateArray())
            .Single(served => served.GetProperty("resource").GetString() == resource);
        Assert.Equal(scope, found.GetProperty("scope").GetString());
    }

    [Fact]
    public async Task OpenAPI_3_names_every_group_and_its_references_resolve()
    {
        var index = (await _host.Get("/openapi/v3")).Json.GetProperty("paths");
        Assert.True(index.TryGetProperty("api/v1", out _));
        foreach (var group in index.EnumerateObject())
        {
            var document = await _host.Get(group.Value.GetProperty("serverRelativeURL").GetString()!);
            Assert.Equal(200, document.Code);
            var schemas = document.Json.GetProperty("components").GetProperty("schemas");
            foreach (var reference in References(document.Json))
                Assert.True(schemas.TryGetProperty(reference["#/components/schemas/".Length..], out _), reference);
        }
    }

    [Fact]
    public async Task OpenAPI_says_what_validation_knows()
    {
        var document = await _host.Get("/openapi/v3/apis/eventing.triggermesh.io/v1alpha1");
        var schema = document.Json.GetProperty("components").GetProperty("schemas").GetProperty("io.triggermesh.eventing.v1alpha1.Trigger");
        var spec = schema.GetProperty("properties").GetProperty("spec");

        Assert.Equal("""["broker"]""", spec.GetProperty("required").ToString());
        Assert.True(spec.GetProperty("properties").TryGetProperty("subscriber", out _));
        var policy = spec.GetProperty("properties").GetProperty("delivery").GetProperty("properties").GetProperty("backoffPolicy");
        Assert.Contains("linear", policy.GetProperty("enum").ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task OpenAPI_2_is_there_in_JSON_and_refused_in_protobuf()
    {
        var document = await _host.Get("/openapi/v2");
        Assert.True(document.Json.GetProperty("definitions").TryGetProperty("io.k8s.api.core.v1.Secret", out _));
        Assert.All(References(document.Json), reference => Assert.StartsWith("#/definitions/", reference, StringComparison.Ordinal));
        Assert.Equal(406, (await _host.Get("/openapi/v2", "application/com.github.proto-openapi.spec.v2@v1.0+protobuf")).Code);
    }

    [Theory]
    [InlineData("/apis/nowhere.io")]
    [InlineData("/apis/apps/v2")]
    [InlineData("/api/v2")]
    [InlineData("/openapi/v3/apis/apps/v2")]
    [InlineData("/apis/apps/v1/namespaces/default/nothings")]
    [InlineData("/apis/eventing.triggermesh.io/v1alpha1/memorybrokers/one")]
    [InlineData("/api/v1/namespaces/default/secrets/one/two")]
    public async Task What_is_not_served_is_a_Status_404(string path)
    {
        var answer = await _host.Get(path);

        Assert.Equal((404, "NotFound"), (answer.Code, answer.Reason));
    }

    [Theory]
    [InlineData("authorization.k8s.io", "SelfSubjectAccessReview", "status.allowed", "True")]
    [InlineData("authorization.k8s.io", "SelfSubjectRulesReview", "status.incomplete", "False")]
    [InlineData("authentication.k8s.io", "SelfSubjectReview", "status.userInfo.username", "fabric")]
    public async Task Who_asks_what_is_allowed_hears_that_everything_is(string group, string kind, string path, string value)
    {
        var body = $$$"""{"apiVersion":"{{{group}}}/v1","kind":"{{{kind}}}","spec":{}}""";
        var answer = await _host.Post($"/apis/{group}/v1/{kind.ToLowerInvariant()}s", body);

        Assert.Equal(201, answer.Code);
        Assert.Equal(value, answer.At(path));
    }

    private static IEnumerable<string> References(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(field => field.Name == "$ref" ? [field.Value.GetString()!] : References(field.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(References),
        _ => [],
    };
}
