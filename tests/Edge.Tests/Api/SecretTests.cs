using System.Text;
using System.Text.Json;
using Fabric.Resources;

namespace Fabric.Edge.Tests.Api;

public sealed class SecretTests : IAsyncLifetime
{
    private const string LastApplied = "kubectl.kubernetes.io/last-applied-configuration";
    private const string Manifest = """
        {"apiVersion":"v1","kind":"Secret","metadata":{"name":"s","annotations":{"kubectl.kubernetes.io/last-applied-configuration":"{\"stringData\":{\"user\":\"hunter2\"}}\n"}},
        "data":{"key":"aHVudGVyMg=="},"stringData":{"user":"hunter2"}}
        """;

    private ApiHost _host = null!;

    public async Task InitializeAsync() => _host = await ApiHost.Start();

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task No_answer_shows_a_secret()
    {
        var answers = new List<string> { (await _host.Post(ApiHost.Secrets, Manifest)).Text };
        foreach (var accept in new[] { "application/json", "application/yaml", "application/json;as=Table;v=v1;g=meta.k8s.io", "application/json;as=PartialObjectMetadata;v=v1;g=meta.k8s.io" })
        {
            answers.Add((await _host.Get(ApiHost.Secrets + "/s", accept)).Text);
            answers.Add((await _host.Get(ApiHost.Secrets + "?includeObject=Object", accept)).Text);
            answers.Add((await _host.Get(ApiHost.Secrets + "?watch=true&timeoutSeconds=1", accept)).Text);
        }

        answers.Add((await _host.Patch(ApiHost.Secrets + "/s", """{"metadata":{"labels":{"a":"b"}}}""")).Text);
        answers.Add((await _host.Post(ApiHost.Secrets, Manifest)).Text);

        Assert.All(answers, answer =>
        {
            Assert.DoesNotContain("hunter2", answer, StringComparison.Ordinal);
            Assert.DoesNotContain("aHVudGVyMg", answer, StringComparison.Ordinal);
        });
        Assert.Contains("\"data\":{\"key\":\"Kioq\",\"user\":\"Kioq\"}", answers[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Text_becomes_data_and_the_type_is_Opaque()
    {
        await _host.Post(ApiHost.Secrets, Manifest);

        Assert.Equal("hunter2", await Stored("user"));
        Assert.Equal("Opaque", (await _host.Get(ApiHost.Secrets + "/s")).At("type"));
    }

    [Fact]
    public async Task What_was_shown_can_be_put_back_without_harm()
    {
        await _host.Post(ApiHost.Secrets, Manifest);
        var before = await _host.Get(ApiHost.Secrets + "/s");

        var after = await _host.Put(ApiHost.Secrets + "/s", before.Text);

        Assert.Equal(before.At("metadata.resourceVersion"), after.At("metadata.resourceVersion"));
        Assert.Equal("hunter2", await Stored("key"));
    }

    [Fact]
    public async Task One_value_can_be_changed_and_the_others_stay()
    {
        await _host.Post(ApiHost.Secrets, Manifest);

        await _host.Patch(ApiHost.Secrets + "/s", """{"stringData":{"user":"new"}}""");
        await _host.Patch(ApiHost.Secrets + "/s", """{"data":{"more":"bW9yZQ=="}}""", "application/strategic-merge-patch+json");

        Assert.Equal(("new", "hunter2", "more"), (await Stored("user"), await Stored("key"), await Stored("more")));
    }

    [Fact]
    public async Task A_password_within_a_source_does_not_show_either()
    {
        const string Hook = """{"metadata":{"name":"hook"},"spec":{"eventType":"a","sink":{"uri":"http://x.example"},"basicAuthUsername":"u","basicAuthPassword":{"value":"hunter2"}}}""";
        await _host.Post(ApiHost.Webhooks, Hook);

        var shown = await _host.Get(ApiHost.Webhooks + "/hook");
        Assert.Equal("***", shown.At("spec.basicAuthPassword.value"));
        await _host.Put(ApiHost.Webhooks + "/hook", shown.Text);
        var stored = await _host.Catalog.Get(new ResourceKey("sources.triggermesh.io", "WebhookSource", "default", "hook"), default);
        Assert.Contains("hunter2", stored!.Body.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_last_applied_manifest_of_others_is_kept_to_the_letter()
    {
        var applied = "{\"spec\": {\"x\":\"a<b\"}}\n";
        var metadata = $$""","annotations":{"{{LastApplied}}":{{JsonSerializer.Serialize(applied)}}}""";
        await _host.Post(ApiHost.Brokers, ApiHost.Broker("one", metadata));

        var annotations = (await _host.Get(ApiHost.Brokers + "/one")).Json.GetProperty("metadata").GetProperty("annotations");
        Assert.Equal(applied, annotations.GetProperty(LastApplied).GetString());
    }

    private async Task<string> Stored(string key)
    {
        var secret = await _host.Catalog.Get(new ResourceKey("", "Secret", "default", "s"), default);
        return Encoding.UTF8.GetString(secret!.Body.GetProperty("data").GetProperty(key).GetBytesFromBase64());
    }
}
