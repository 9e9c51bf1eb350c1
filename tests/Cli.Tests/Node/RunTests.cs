using System.Net;
using System.Text;
using System.Text.Json;

namespace Fabric.Cli.Tests.Node;

/// <summary>What <c>fabric run</c> does with its options, its files and its data directory.</summary>
public sealed class RunTests
{
    private const string Brokers = "/apis/eventing.triggermesh.io/v1alpha1/namespaces/default/memorybrokers/";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Edits_are_picked_up_and_removed_documents_are_removed()
    {
        using var scratch = new Scratch();
        var manifest = scratch.Manifest(Broker("one"));
        using var node = await NodeProcess.Run(manifest, dataDirectory: null);
        Assert.Equal(HttpStatusCode.OK, await Get(scratch, node, Brokers + "one"));

        scratch.Manifest(Broker("two"));
        await Scratch.Eventually(async () => await Get(scratch, node, Brokers + "two") == HttpStatusCode.OK, Patience);
        await Scratch.Eventually(async () => await Get(scratch, node, Brokers + "one") == HttpStatusCode.NotFound, Patience);
        Assert.Equal(HttpStatusCode.OK, await Get(scratch, node, Brokers + "two"));
        Assert.Equal(HttpStatusCode.NotFound, await Get(scratch, node, Brokers + "one"));
    }

    [Fact]
    public async Task What_came_through_the_API_survives_a_crash()
    {
        using var scratch = new Scratch();
        var manifest = scratch.Manifest(Broker("declared"));
        using (var node = await NodeProcess.Run(manifest, scratch.Data))
        {
            using var body = new StringContent(
                """{"apiVersion":"eventing.triggermesh.io/v1alpha1","kind":"MemoryBroker","metadata":{"name":"posted"}}""",
                Encoding.UTF8, "application/json");
            using var created = await scratch.Http.PostAsync(new Uri(node.Address, Brokers.TrimEnd('/')), body);
            Assert.Equal(HttpStatusCode.Created, created.StatusCode);
            await node.KillHard();
        }

        using var again = await NodeProcess.Run(manifest, scratch.Data);
        Assert.Equal(HttpStatusCode.OK, await Get(scratch, again, Brokers + "posted"));
        using var published = await scratch.Http.SendAsync(Scratch.Event(again.Address, "posted", "1"));
        Assert.Equal(HttpStatusCode.OK, published.StatusCode);
    }

    [Fact]
    public async Task Two_nodes_do_not_share_a_data_directory()
    {
        using var scratch = new Scratch();
        var manifest = scratch.Manifest(Broker("b"));
        using var first = await NodeProcess.Run(manifest, scratch.Data);
        using var second = NodeProcess.Start("run", "-f", manifest, "--port", "0", "--data-dir", scratch.Data);
        Assert.Equal(1, await second.Exit());
        Assert.Contains($"in use by process {first.Id}", second.Error, StringComparison.Ordinal);
        Assert.Contains("--data-dir", second.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-f nowhere.yaml", "there is no such file or folder")]
    [InlineData("--port 99999", "from 0 (any free one) to 65535")]
    [InlineData("--host 0.0.0.0", "Give --token, or --insecure")]
    [InlineData("--host example", "give an IP address")]
    [InlineData("--resolve app.com", "give HOST[:PORT]=ADDRESS[:PORT]")]
    [InlineData("--public-url nonsense", "give an absolute http or https address")]
    public async Task Options_that_make_no_sense_end_with_2_and_a_sentence(string options, string sentence)
    {
        using var node = NodeProcess.Start(["run", "--memory", .. options.Split(' ')]);
        Assert.Equal(2, await node.Exit());
        Assert.Contains(sentence, node.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", node.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_no_manifest_is_said_and_the_rest_is_taken_up()
    {
        using var scratch = new Scratch();
        scratch.Manifest("kind: [", "broken.yaml");
        scratch.Manifest(Broker("good"), "good.yaml");
        using var node = await NodeProcess.Run(scratch.Folder, dataDirectory: null);
        await Scratch.Eventually(() => Task.FromResult(node.Error.Contains("broken.yaml:", StringComparison.Ordinal)), Patience);
        Assert.Matches(@"error: Not taken up until it is mended: \S+/broken\.yaml:\d+:\d+: ", node.Error);
        using var status = JsonDocument.Parse(await scratch.Http.GetStringAsync(new Uri(node.Address, Brokers + "good")));
        Assert.Equal("http://good-mb-broker.default.svc.cluster.local", status.RootElement.GetProperty("status").GetProperty("address").GetProperty("url").GetString());
    }

    [Fact]
    public async Task The_demo_loses_nothing_and_leaves_nothing_behind()
    {
        using var demo = NodeProcess.Start("demo");
        Assert.Equal(0, await demo.Exit());
        var last = demo.Output.TrimEnd().Split('\n')[^1];
        Assert.Matches(@"^demo: 1001 sent, 1001 arrived, 0 lost, 0 out of order, \d+ duplicates$", last);
        foreach (var line in demo.Output.Split('\n').Where(line => line.Contains("(process ", StringComparison.Ordinal)))
        {
            var process = line[(line.IndexOf("(process ", StringComparison.Ordinal) + 9)..].TrimEnd(')', '\r', ' ');
            Assert.False(Directory.Exists($"/proc/{process}"), $"process {process} of the demo still runs");
        }
    }

    private static string Broker(string name) => $$"""
        apiVersion: eventing.triggermesh.io/v1alpha1
        kind: MemoryBroker
        metadata: {name: {{name}}}
        """;

    private static async Task<HttpStatusCode> Get(Scratch scratch, NodeProcess node, string path)
    {
        using var response = await scratch.Http.GetAsync(new Uri(node.Address, path));
        return response.StatusCode;
    }
}
