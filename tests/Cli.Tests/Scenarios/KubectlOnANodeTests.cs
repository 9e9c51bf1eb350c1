using Fabric.Cli.Tests.Node;

namespace Fabric.Cli.Tests.Scenarios;

/// <summary>What people of kubectl type at a node that runs, beyond the scenario.</summary>
public sealed class KubectlOnANodeTests : IDisposable
{
    private static readonly string Quickstart = Path.Combine(AppContext.BaseDirectory, "Quickstart", "foo.yaml");

    private readonly FabricCli _fabric = new();
    private readonly Scratch _scratch = new();

    public void Dispose()
    {
        _scratch.Dispose();
        _fabric.Dispose();
    }

    [KubectlFact]
    public async Task What_tmctl_dumped_applies_twice_shows_its_columns_and_can_be_changed_and_deleted()
    {
        using var node = await NodeProcess.Run(Directory.CreateDirectory(Path.Combine(_scratch.Folder, "nothing")).FullName, dataDirectory: _scratch.Data);
        using var kubectl = new Kubectl(node.Address);
        Assert.Equal(
            """
            redisbroker.eventing.triggermesh.io/foo created
            httppollersource.sources.triggermesh.io/foo-httppollersource created
            service.serving.knative.dev/console created
            trigger.eventing.triggermesh.io/foo-trigger-a73dcb65 created

            """, await kubectl.Output("apply", "-f", Quickstart));
        var again = await kubectl.Output("apply", "-f", Quickstart);
        Assert.All(again.TrimEnd().Split('\n'), line => Assert.EndsWith(" unchanged", line, StringComparison.Ordinal));
        Assert.Equal("", await kubectl.Output("diff", "-f", Quickstart));

        await kubectl.Output("wait", "--for=condition=Ready", "--timeout=30s", "trigger.eventing.triggermesh.io/foo-trigger-a73dcb65");
        Assert.Matches(
            @"\ANAME +URL +AGE +READY +REASON *\nfoo +http://foo-rb-broker\.default\.svc\.cluster\.local +\d+s +True ", await kubectl.Output("get", "redisbrokers"));
        Assert.Matches(@"\ANAME +READY +REASON +SINK +AGE *\nfoo-httppollersource +True ", await kubectl.Output("get", "httppollersource"));
        Assert.Matches(@"\ANAME +URL .*\nconsole +http://console\.default\.svc\.cluster\.local ", await kubectl.Output("get", "ksvc"));
        Assert.Contains(" LAG", await kubectl.Output("get", "triggers.eventing.triggermesh.io", "-o", "wide"), StringComparison.Ordinal);
        Assert.Equal("httppollersource.sources.triggermesh.io/foo-httppollersource\n", await kubectl.Output("get", "sources", "-o", "name"));

        kubectl.Environment["KUBE_EDITOR"] = "sed -i -e s/buzzword.phrase/buzzword.other/";
        Assert.EndsWith(" edited\n", await kubectl.Output("edit", "trigger.eventing.triggermesh.io", "foo-trigger-a73dcb65"), StringComparison.Ordinal);
        Assert.Contains("type is buzzword.other", await _fabric.Output("describe", "--server", node.Address.ToString()), StringComparison.Ordinal);
        var described = await kubectl.Output("describe", "trigger.eventing.triggermesh.io", "foo-trigger-a73dcb65");
        Assert.Matches(@"Labels: +triggermesh\.io/context=foo\n", described);
        Assert.Matches(@"Type: +buzzword\.other\n", described);
        Assert.Equal(
            "redisbroker.eventing.triggermesh.io \"foo\" deleted\n", await kubectl.Output("delete", "redisbroker", "foo"));
        Assert.Contains("BrokerDoesNotExist", await Until("BrokerDoesNotExist", () => kubectl.Output("get", "triggers.eventing.triggermesh.io")), StringComparison.Ordinal);
    }

    [KubectlFact]
    public async Task The_kubeconfig_of_a_node_with_a_token_lets_its_owner_in_and_nobody_else()
    {
        await _fabric.Output("create broker foo --port 0 --token letmein");
        var config = Path.Combine(_fabric.Home, "kubeconfig");
        await File.WriteAllTextAsync(config, await _fabric.Output("kubeconfig"));

        using var owner = new Kubectl { Environment = { ["KUBECONFIG"] = config } };
        Assert.Matches(@"\nfoo +http://", await owner.Output("get", "redisbrokers"));
        Assert.Equal("yes\n", await owner.Output("auth", "can-i", "create", "triggers"));

        await File.WriteAllTextAsync(config, (await File.ReadAllTextAsync(config)).Replace("letmein", "guessed", StringComparison.Ordinal));
        var stranger = await owner.Run(["get", "redisbrokers"]);
        Assert.Equal(1, stranger.Code);
        Assert.Contains("You must be logged in to the server", stranger.Error, StringComparison.Ordinal);
    }

    [KubectlFact]
    public async Task A_dump_piped_into_kubectl_makes_the_same_on_a_second_node()
    {
        using var node = await NodeProcess.Run(Directory.CreateDirectory(Path.Combine(_scratch.Folder, "nothing")).FullName, dataDirectory: null);
        await _fabric.Output("import", "-f", Quickstart);
        using var kubectl = new Kubectl(node.Address);
        foreach (var platform in new[] { "kubernetes", "json" })
        {
            var applied = await kubectl.Run(["apply", "-f", "-"], await _fabric.Output("dump", "-p", platform));
            Assert.True(applied.Code == 0, applied.Error);
        }

        Assert.Equal(await File.ReadAllTextAsync(Quickstart), await _fabric.Output("dump", "--server", node.Address.ToString()));
    }

    private static async Task<string> Until(string part, Func<Task<string>> ask)
    {
        var answer = "";
        await Scratch.Eventually(async () => (answer = await ask()).Contains(part, StringComparison.Ordinal), TimeSpan.FromSeconds(30));
        return answer;
    }
}
