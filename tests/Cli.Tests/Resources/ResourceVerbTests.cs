using Fabric.Cli.Tests.Node;

namespace Fabric.Cli.Tests.Resources;

/// <summary>Steering a node without kubectl.</summary>
public sealed class ResourceVerbTests : IAsyncLifetime, IDisposable
{
    private const string Manifest = """
        apiVersion: eventfabric.dev/v1alpha1
        kind: Broker
        metadata: {name: orders}
        spec: {storage: Memory}
        ---
        apiVersion: eventing.triggermesh.io/v1alpha1
        kind: Trigger
        metadata: {name: out}
        spec:
          broker: {kind: Broker, name: orders}
          target: {ref: {apiVersion: targets.triggermesh.io/v1alpha1, kind: CloudEventsTarget, name: TARGET}}
        """;

    private readonly FabricCli _fabric = new();
    private readonly Scratch _scratch = new();
    private NodeProcess _node = null!;

    private string[] Server => ["--server", _node.Address.GetLeftPart(UriPartial.Authority)];

    public async Task InitializeAsync() => _node = await NodeProcess.Run(_scratch.Manifest("", "empty.yaml"), dataDirectory: null);

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose()
    {
        _node.Dispose();
        _scratch.Dispose();
        _fabric.Dispose();
    }

    [Fact]
    public async Task Apply_creates_changes_and_says_what_is_unchanged()
    {
        var file = _scratch.Manifest(Manifest);
        Assert.Equal(
            "broker.eventfabric.dev/orders created\ntrigger.eventing.triggermesh.io/out created\n",
            await _fabric.Output(["apply", "-f", file, .. Server]));
        _scratch.Manifest(Manifest.Replace("name: TARGET", "name: other", StringComparison.Ordinal));

        var dry = await _fabric.Output(["apply", "--dry-run", "-f", file, .. Server]);
        Assert.Contains("broker.eventfabric.dev/orders unchanged (dry run)\n", dry, StringComparison.Ordinal);
        Assert.Contains("trigger.eventing.triggermesh.io/out configured (dry run)\n", dry, StringComparison.Ordinal);
        Assert.Contains("- name: \"TARGET\"", dry, StringComparison.Ordinal);
        Assert.Contains("+ name: \"other\"", dry, StringComparison.Ordinal);
        Assert.Contains("TARGET", await _fabric.Output(["get", "trigger", "out", "-o", "json", .. Server]), StringComparison.Ordinal);

        Assert.Contains("trigger.eventing.triggermesh.io/out configured\n", await _fabric.Output(["apply", "-f", file, .. Server]), StringComparison.Ordinal);
        Assert.Contains("other", await _fabric.Output(["get", "trigger", "out", "-o", "yaml", .. Server]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_shows_kubectls_columns_and_names_what_is_mistyped()
    {
        await _fabric.Output(["apply", "-f", _scratch.Manifest(Manifest), .. Server]);
        var table = await _fabric.Output(["get", "triggers", .. Server]);
        Assert.Matches(@"\ANAME +BROKER +TARGET_URI +AGE +READY .*\n[^\n]*out +orders ", table);
        Assert.Equal(
            "broker.eventfabric.dev/orders\ntrigger.eventing.triggermesh.io/out\n",
            string.Concat((await _fabric.Output(["get", "-o", "name", .. Server])).Split('\n').Order().Where(line => line.Length > 0).Select(line => line + "\n")));

        var kind = await _fabric.Run(["get", "trigers", .. Server]);
        Assert.Equal(1, kind.Code);
        Assert.Contains("there is no kind \"trigers\" (did you mean 'triggers'?)", kind.Error, StringComparison.Ordinal);
        var name = await _fabric.Run(["get", "broker", "order", .. Server]);
        Assert.Equal(1, name.Code);
        Assert.Contains("(did you mean 'orders'?)", name.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Doctor_says_what_is_not_ready_and_why()
    {
        Assert.Contains("Everything is ready", await _fabric.Output(["doctor", .. Server]), StringComparison.Ordinal);
        await _fabric.Output(["apply", "-f", _scratch.Manifest(Manifest), .. Server]);
        CliRun run = null!;
        await Scratch.Eventually(async () => (run = await _fabric.Run(["doctor", .. Server])).Code == 1, TimeSpan.FromSeconds(30));
        Assert.Equal(1, run.Code);
        Assert.Contains("trigger.eventing.triggermesh.io/out: ", run.Output, StringComparison.Ordinal);
        Assert.Contains("TARGET", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Kubeconfig_names_the_node()
    {
        var config = await _fabric.Output(["kubeconfig", .. Server]);
        Assert.Contains($"server: {_node.Address.GetLeftPart(UriPartial.Authority)}", config, StringComparison.Ordinal);
        Assert.Contains("kind: Config", config, StringComparison.Ordinal);
    }
}
