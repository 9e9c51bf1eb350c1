using System.Text.Json;

namespace Fabric.Cli.Tests.Quickstart;

/// <summary>What a broker is dumped as can be applied elsewhere.</summary>
public sealed class DumpTests : IDisposable
{
    private readonly FabricCli _fabric = new();

    [KubectlFact]
    public async Task A_dump_applied_with_kubectl_makes_the_same_objects_on_another_node()
    {
        await Build("first");
        var dump = await _fabric.Output("dump first --no-secrets");
        Assert.Contains("<user_input>", dump, StringComparison.Ordinal);
        dump = await _fabric.Output("dump first");
        Assert.DoesNotContain("<user_input>", dump, StringComparison.Ordinal);

        using var scratch = new Node.Scratch();
        using var second = await Node.NodeProcess.Run(scratch.Folder, scratch.Data);
        using var kubectl = new Kubectl(second.Address);
        var applied = await kubectl.Run(["apply", "-f", "-"], dump);
        Assert.True(applied.Code == 0, applied.Error);
        Assert.Equal(
            await _fabric.Output("dump first -o name"),
            await _fabric.Output($"dump --server {second.Address.GetLeftPart(UriPartial.Authority)} --broker first -o name"));
        var again = await kubectl.Run(["apply", "-f", "-"], dump);
        Assert.DoesNotContain("created", again.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dump_without_secrets_is_imported_by_typing_them_in()
    {
        await Build("first");
        var file = Path.Combine(_fabric.Home, "dump.yaml");
        await File.WriteAllTextAsync(file, await _fabric.Output("dump --no-secrets"));
        await _fabric.Output("delete broker first");

        var run = await _fabric.Run(["import", "-f", file], input: "hunter2\n");
        Assert.Equal(0, run.Code);
        Assert.Contains("Secret first-webhooksource-secret data basicAuthPassword: ", run.Error, StringComparison.Ordinal);
        Assert.Contains("first-webhooksource", run.Output, StringComparison.Ordinal);
        Assert.Contains(Convert.ToBase64String("hunter2"u8), await _fabric.Output("dump"), StringComparison.Ordinal);
        await _fabric.Output("start");
        Assert.DoesNotContain("offline", await _fabric.Output("describe"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("knative", "kind: Broker", "broker: foo", "subscriber:")]
    [InlineData("docker-compose", "services:", "K_SINK=http://foo:8080", "BROKER_CONFIG={", "HTTPPOLLER_INTERVAL=5s")]
    [InlineData("digitalocean", "region: fra", "workers:", "registry_type: DOCKER_HUB", "instance_size_slug: professional-xs")]
    [InlineData("kubernetes", "kind: RedisBroker", "kind: HTTPPollerSource", "kind: Service", "kind: Trigger")]
    [InlineData("json", "\"kind\": \"RedisBroker\"", "\"kind\": \"Trigger\"")]
    [InlineData("kubernetes-generic", "kind: Deployment", "kind: Service", "port: 8080")]
    public async Task Every_platform_has_its_own_shape(string platform, params string[] parts)
    {
        await _fabric.Output("import", "-f", Path.Combine(AppContext.BaseDirectory, "Quickstart", "foo.yaml"));
        var dump = await _fabric.Output("dump", "-p", platform);
        Assert.All(parts, part => Assert.Contains(part, dump, StringComparison.Ordinal));
        using var first = JsonDocument.Parse((await _fabric.Output("dump", "-p", platform, "-o", "json")).Split("\n}\n")[0] + "\n}");
        Assert.Equal(JsonValueKind.Object, first.RootElement.ValueKind);
    }

    [Fact]
    public async Task The_brokers_of_tmctl_are_imported_from_its_folder()
    {
        var folder = Directory.CreateDirectory(Path.Combine(_fabric.Home, "tmctl", "foo"));
        File.Copy(Path.Combine(AppContext.BaseDirectory, "Quickstart", "foo.yaml"), Path.Combine(folder.FullName, "manifest.yaml"));
        await File.WriteAllTextAsync(Path.Combine(folder.Parent!.FullName, "config.yaml"), "context: foo\ntriggermesh:\n  version: v1.25.0\n");
        Assert.Equal("*foo\n", await _fabric.Output("import", "--from-tmctl", "--from", folder.Parent.FullName));
        Assert.Contains("foo-trigger-a73dcb65", await _fabric.Output("describe"), StringComparison.Ordinal);
    }

    public void Dispose() => _fabric.Dispose();

    private async Task Build(string broker)
    {
        await _fabric.Output($"create broker {broker} --port 0");
        await _fabric.Output("create source webhook --eventType web.hook --basicAuthUsername ann --basicAuthPassword hunter2");
        await _fabric.Output($"create target display --name console --source {broker}-webhooksource --retry 3 --backoff-delay 2s --backoff-policy linear");
        await _fabric.Output("create target http --name out --endpoint http://127.0.0.1:9/ --method POST --eventTypes a*,b --dead-letter console");
    }
}
