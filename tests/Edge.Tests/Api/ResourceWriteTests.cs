using System.Text.Json;

namespace Fabric.Edge.Tests.Api;

public sealed class ResourceWriteTests : IAsyncLifetime
{
    private const string Hook = """{"apiVersion":"sources.triggermesh.io/v1alpha1","kind":"WebhookSource","metadata":{"name":"hook"},"spec":{"eventType":"a.b","sink":{"uri":"http://x.example"}}}""";

    private ApiHost _host = null!;

    public async Task InitializeAsync() => _host = await ApiHost.Start();

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task A_resource_is_created_shown_replaced_and_deleted()
    {
        var created = await _host.Post(ApiHost.Brokers, ApiHost.Broker("one"));
        Assert.Equal((201, "1", "default"), (created.Code, created.At("metadata.generation"), created.At("metadata.namespace")));
        Assert.NotEmpty(created.At("metadata.uid"));

        var shown = await _host.Get(ApiHost.Brokers + "/one");
        Assert.Equal(created.Text, shown.Text);

        var replaced = await _host.Put(ApiHost.Brokers + "/one", ApiHost.Broker("one", ""","labels":{"a":"b"}"""));
        Assert.Equal((200, "b"), (replaced.Code, replaced.At("metadata.labels.a")));

        var deleted = await _host.Delete(ApiHost.Brokers + "/one");
        Assert.Equal((200, "Success", created.At("metadata.uid")), (deleted.Code, deleted.At("status"), deleted.At("details.uid")));
        Assert.Equal(404, (await _host.Get(ApiHost.Brokers + "/one")).Code);
    }

    [Fact]
    public async Task A_PUT_where_nothing_is_creates()
    {
        Assert.Equal(201, (await _host.Put(ApiHost.Brokers + "/one", ApiHost.Broker("one"))).Code);
        Assert.Equal(200, (await _host.Put(ApiHost.Brokers + "/one", ApiHost.Broker("one"))).Code);
    }

    [Fact]
    public async Task A_manifest_may_come_and_go_as_YAML()
    {
        var created = await _host.Post(ApiHost.Brokers, "metadata:\n  generateName: gen-\n  annotations: {x: '1.10', y: \"yes\"}\n", "application/yaml");
        Assert.Equal(201, created.Code);
        Assert.Matches("^gen-[a-z0-9]{5}$", created.At("metadata.name"));

        var yaml = await _host.Get($"{ApiHost.Brokers}/{created.At("metadata.name")}", "application/yaml");
        Assert.Equal("application/yaml", yaml.Type);
        Assert.Contains("\n    x: \"1.10\"\n    \"y\": \"yes\"\n", yaml.Text, StringComparison.Ordinal);
        Assert.Equal(JsonSerializer.Serialize(created.Json), JsonSerializer.Serialize(
            Edge.Manifests.YamlManifest.Read(yaml.Text, "a.yaml").Documents.Single().Manifest));
    }

    [Fact]
    public async Task Namespaces_come_with_first_use_and_take_their_resources_along()
    {
        var path = ApiHost.Brokers.Replace("default", "team", StringComparison.Ordinal);
        await _host.Post(path, ApiHost.Broker("one"));

        Assert.Equal(200, (await _host.Get("/api/v1/namespaces/team")).Code);
        Assert.Single((await _host.Get("/apis/eventing.triggermesh.io/v1alpha1/memorybrokers")).Json.GetProperty("items").EnumerateArray());
        await _host.Delete("/api/v1/namespaces/team");
        Assert.Equal(404, (await _host.Get(path + "/one")).Code);
        Assert.Equal(404, (await _host.Get("/api/v1/namespaces/team")).Code);
    }

    [Fact]
    public async Task A_stale_version_is_a_conflict()
    {
        var first = await _host.Post(ApiHost.Brokers, ApiHost.Broker("one"));
        var version = first.At("metadata.resourceVersion");
        string At(string label) => ApiHost.Broker("one", $$""","resourceVersion":"{{version}}","labels":{"a":"{{label}}"}""");
        Assert.Equal(200, (await _host.Put(ApiHost.Brokers + "/one", At("x"))).Code);

        var stale = await _host.Put(ApiHost.Brokers + "/one", At("y"));
        Assert.Equal((409, "Conflict"), (stale.Code, stale.Reason));
        Assert.Contains("the object has been modified", stale.Message, StringComparison.Ordinal);
        Assert.Equal(409, (await _host.Patch(ApiHost.Brokers + "/one", At("z"))).Code);
        Assert.Equal(409, (await _host.Delete(ApiHost.Brokers + "/one", $$$"""{"preconditions":{"resourceVersion":"{{{version}}}"}}""")).Code);
    }

    [Fact]
    public async Task A_dry_run_changes_nothing()
    {
        Assert.Equal(201, (await _host.Post(ApiHost.Brokers + "?dryRun=All", ApiHost.Broker("one"))).Code);
        Assert.Equal(404, (await _host.Get(ApiHost.Brokers + "/one")).Code);
        await _host.Post(ApiHost.Brokers, ApiHost.Broker("one"));
        Assert.Equal("b", (await _host.Patch(ApiHost.Brokers + "/one?dryRun=All", """{"metadata":{"labels":{"a":"b"}}}""")).At("metadata.labels.a"));
        Assert.False((await _host.Get(ApiHost.Brokers + "/one")).Json.GetProperty("metadata").TryGetProperty("labels", out _));
        Assert.Equal(200, (await _host.Delete(ApiHost.Brokers + "/one?dryRun=All")).Code);
        Assert.Equal(200, (await _host.Get(ApiHost.Brokers + "/one")).Code);
    }

    [Theory]
    [InlineData("Strict", 400, 0)]
    [InlineData("Warn", 201, 1)]
    [InlineData("Ignore", 201, 0)]
    public async Task An_unknown_field_is_refused_warned_of_or_ignored(string validation, int code, int warnings)
    {
        var body = ApiHost.Broker("one", """},"spec":{"memory":{"buferSize":5}""");
        var answer = await _host.Post($"{ApiHost.Brokers}?fieldValidation={validation}", body);

        Assert.Equal((code, warnings), (answer.Code, answer.Warnings.Length));
        var said = code == 400 ? answer.Message : string.Concat(answer.Warnings);
        if (validation != "Ignore")
        {
            Assert.Contains(code == 400 ? "unknown field \"spec.memory.buferSize\"" : "unknown field \\\"spec.memory.buferSize\\\"", said, StringComparison.Ordinal);
            Assert.Contains("did you mean bufferSize?", said, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_field_given_twice_is_refused_when_strict_and_the_last_one_counts_otherwise()
    {
        const string Twice = """{"apiVersion":"eventing.triggermesh.io/v1alpha1","kind":"MemoryBroker","metadata":{"name":"one","labels":{"a":"b","a":"c"}}}""";

        Assert.Equal(400, (await _host.Post(ApiHost.Brokers + "?fieldValidation=Strict", Twice)).Code);
        var lenient = await _host.Post(ApiHost.Brokers, Twice);
        Assert.Equal((201, "c"), (lenient.Code, lenient.At("metadata.labels.a")));
        Assert.Single(lenient.Warnings);
    }

    [Fact]
    public async Task A_wrong_value_is_stored_with_a_warning()
    {
        var answer = await _host.Post(ApiHost.Webhooks, Hook.Replace("\"a.b\"", "5", StringComparison.Ordinal));

        Assert.Equal(201, answer.Code);
        Assert.Contains("spec.eventType: must be a string", Assert.Single(answer.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_file_declares_can_be_changed_there_only()
    {
        await _host.Catalog.Put(JsonElement.Parse(ApiHost.Broker("one")), new Fabric.Resources.PutOptions("/etc/fabric/a.yaml"), default);

        foreach (var answer in (ApiAnswer[])
            [
                await _host.Put(ApiHost.Brokers + "/one", ApiHost.Broker("one", ""","labels":{"a":"b"}""")),
                await _host.Patch(ApiHost.Brokers + "/one", """{"metadata":{"labels":{"a":"b"}}}"""),
                await _host.Delete(ApiHost.Brokers + "/one"),
                await _host.Delete(ApiHost.Brokers),
                await _host.Delete("/api/v1/namespaces/default"),
            ])
        {
            Assert.Equal((403, "Forbidden"), (answer.Code, answer.Reason));
            Assert.True(answer.Message.Contains("/etc/fabric/a.yaml", StringComparison.Ordinal) || answer.Message.Contains("manifest files", StringComparison.Ordinal), answer.Message);
        }
    }

    [Fact]
    public async Task A_selection_is_deleted_together()
    {
        foreach (var (name, label) in new[] { ("one", "x"), ("two", "x"), ("three", "y") })
            await _host.Post(ApiHost.Brokers, ApiHost.Broker(name, $$""","labels":{"a":"{{label}}"}"""));

        Assert.Equal(200, (await _host.Delete(ApiHost.Brokers + "?labelSelector=a%3Dx")).Code);
        var left = (await _host.Get(ApiHost.Brokers)).Json.GetProperty("items").EnumerateArray();
        Assert.Equal("three", Assert.Single(left).GetProperty("metadata").GetProperty("name").GetString());
    }

    [Fact]
    public async Task Two_patches_at_once_both_count()
    {
        await _host.Post(ApiHost.Brokers, ApiHost.Broker("one"));
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(i =>
            _host.Patch(ApiHost.Brokers + "/one", $$$$"""{"metadata":{"labels":{"l{{{{i}}}}":"x"}}}""")));

        var done = answers.Count(answer => answer.Code == 200);
        Assert.All(answers, answer => Assert.True(answer.Code is 200 or 409));
        Assert.Equal(done, (await _host.Get(ApiHost.Brokers + "/one")).Json.GetProperty("metadata").GetProperty("labels").EnumerateObject().Count());
    }
}
