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
    public async Task Resources_are_deleted_by_kind_and_name_or_by_the_manifests_that_declare_them()
    {
        var file = _scratch.Manifest(Manifest);
        await _fabric.Output(["apply", "-f", file, .. Server]);

        Assert.Equal("broker.eventfabric.dev \"orders\" deleted\n", await _fabric.Output(["delete", "brokers.eventfabric.dev/orders", .. Server]));
        var again = await _fabric.Run(["delete", "-f", file, .. Server]);
        Assert.Equal((1, "trigger.eventing.triggermesh.io \"out\" deleted\n"), (again.Code, again.Output));
        Assert.Contains("there is no broker.eventfabric.dev/orders to delete; --ignore-not-found lets that pass", again.Error, StringComparison.Ordinal);
        Assert.Equal("", await _fabric.Output(["delete", "-f", file, "--ignore-not-found", .. Server]));
        Assert.Equal("", await _fabric.Output(["get", "-o", "name", .. Server]));
    }

    [Fact]
    public async Task A_folder_of_manifests_is_applied_and_deleted_as_one()
    {
        var folder = Directory.CreateDirectory(Path.Combine(_scratch.Folder, "one")).FullName;
        _scratch.Manifest(Manifest, "one/all.yaml");
        await _fabric.Output(["apply", "-f", folder, .. Server]);
        Assert.Equal("broker.eventfabric.dev/orders\ntrigger.eventing.triggermesh.io/out\n", await _fabric.Output(["delete", "-f", folder, "-o", "name", .. Server]));
    }

    [Fact]
    public async Task Describe_shows_all_about_a_resource_in_kubectls_words()
    {
        await _fabric.Output(["apply", "-f", _scratch.Manifest(Manifest), .. Server]);
        var text = "";
        await Scratch.Eventually(
            async () => (text = await _fabric.Output(["describe", "trigger", "out", .. Server])).Contains("\nConditions:\n", StringComparison.Ordinal),
            TimeSpan.FromSeconds(30));
        Assert.Matches(@"\AName: +out\nNamespace: +default\nLabels: +<none>\n", text);
        Assert.Contains("Spec:\n  Broker:\n    Kind:  Broker\n    Name:  orders\n", text, StringComparison.Ordinal);
        Assert.Matches(@"\nConditions:\n  Type +Status +Reason +Message\n", text);
        Assert.Contains("kind: Trigger", await _fabric.Output(["describe", "trigger/out", "-o", "yaml", .. Server]), StringComparison.Ordinal);
        Assert.Matches(@"\ANAME +BROKER ", await _fabric.Output(["get", "trigger.eventing.triggermesh.io/out", .. Server]));
        Assert.Contains("broker.eventfabric.dev/orders", await _fabric.Output(["get", "brokers", "-o", "name", .. Server]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Doctor_says_what_is_not_ready_and_why()
    {
        Assert.Contains("Everything is ready", await _fabric.Output(["doctor", .. Server]), StringComparison.Ordinal);
        await _fabric.Output(["apply", "-f", _scratch.Manifest(Manifest), .. Server]);
        CliRun run = null!;
        await Scratch.Eventually(async () =>
        {
            run = await _fabric.Run(["doctor", .. Server]);
            // What was applied a moment ago is not ready, whether it was looked at yet or not.
            Assert.Equal(1, run.Code);
            return !run.Output.Contains("not taken up yet", StringComparison.Ordinal);
        }, TimeSpan.FromSeconds(30));
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
