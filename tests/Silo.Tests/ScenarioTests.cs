using System.Diagnostics;
using System.Net;
using System.Text.Json;
using Fabric.Contract.Servers;
using Fabric.Silo.Tests.Cluster;

namespace Fabric.Silo.Tests;

/// <summary>What a user does with clusters: steer them with kubectl, connect two of them, look on.</summary>
public sealed class ScenarioTests
{
    private static readonly string Examples = Path.Combine(AppContext.BaseDirectory, "connecting-clusters");

    [KubectlFact]
    public async Task Two_clusters_connect_with_the_manifests_of_the_guide()
    {
        var postgres = await PostgresServer.Shared;
        await using var receiver = await RunningCluster.Start(2, postgres);
        await using var sender = await RunningCluster.Start(2, postgres);
        await Kubectl(receiver.Addresses[0], "apply", "-f", Path.Combine(Examples, "receiver.yaml"));
        await Kubectl(receiver.Addresses[1], "wait", "--for=condition=Ready", "--timeout=30s", "triggers.eventing.triggermesh.io", "--all");
        var gateway = await Kubectl(
            receiver.Addresses[1], "get", "cloudeventssources.sources.triggermesh.io", "gateway-in", "-ojsonpath={.status.address.url}");

        var manifest = (await File.ReadAllTextAsync(Path.Combine(Examples, "sender.yaml")))
            .Replace("<REPLACE-WITH-CLOUDEVENTSSOURCE-HTTP-ENDPOINT>", gateway, StringComparison.Ordinal);
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, manifest);
        await Kubectl(sender.Addresses[0], "apply", "-f", file);
        Assert.Contains("unchanged", await Kubectl(sender.Addresses[1], "apply", "-f", file), StringComparison.Ordinal);
        File.Delete(file);
        await Kubectl(sender.Addresses[1], "wait", "--for=condition=Ready", "--timeout=30s", "triggers.eventing.triggermesh.io", "--all");

        using var body = new StringContent("""{"message":"greetings from sender cluster"}""");
        using var posted = await sender.Http.PostAsync(new Uri(sender.Addresses[1], "/sources/default/webhook"), body);
        Assert.True(posted.IsSuccessStatusCode, $"{(int)posted.StatusCode}");
        await receiver.Eventually(() => Task.FromResult(
            receiver.Silos.Any(silo => silo.Output.Contains("greetings from sender cluster", StringComparison.Ordinal))));
    }

    [PostgresFact]
    public async Task What_is_published_in_one_silo_shows_on_the_tail_of_another()
    {
        await using var cluster = await RunningCluster.Start(2, await PostgresServer.Shared);
        await cluster.Declare("orders");
        using var tail = await cluster.Http.GetAsync(
            new Uri(cluster.Addresses[1], "/brokers/default/orders/tail"), HttpCompletionOption.ResponseHeadersRead);
        using var lines = new StreamReader(await tail.Content.ReadAsStreamAsync());
        Assert.Equal(": follows", await lines.ReadLineAsync());
        using var publishing = new Publishing(() => cluster.Addresses);
        Assert.Equal(HttpStatusCode.OK, await publishing.Attempt(cluster.Addresses[0], "orders", "seen"));

        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (await lines.ReadLineAsync(patience.Token) != "event: accepted")
        {
        }

        var item = JsonElement.Parse((await lines.ReadLineAsync(patience.Token))!["data: ".Length..]);
        Assert.Equal("seen", item.GetProperty("event").GetProperty("id").GetString());
    }

    [PostgresFact]
    public async Task A_transformation_runs_in_whichever_silo_its_trigger_is()
    {
        await using var sink = await DeliverySink.Start();
        await using var cluster = await RunningCluster.Start(2, await PostgresServer.Shared);
        await cluster.Declare("orders");
        const string Transformation = "/apis/flow.triggermesh.io/v1alpha1/namespaces/default/transformations/mark";
        await cluster.Apply(Transformation, """
            {"apiVersion":"flow.triggermesh.io/v1alpha1","kind":"Transformation","metadata":{"name":"mark"},"spec":{"context":[
              {"operation":"store","paths":[{"key":"$id","value":"id"}]},
              {"operation":"add","paths":[{"key":"id","value":"marked$id"},{"key":"type","value":"marked"}]}]}}
            """);
        await cluster.Ready(Transformation);
        await cluster.DeclareTrigger("all", "orders", new Uri(sink.Address, "all"));
        const string Trigger = "/apis/eventing.triggermesh.io/v1alpha1/namespaces/default/triggers/in";
        await cluster.Apply(Trigger, """
            {"apiVersion":"eventing.triggermesh.io/v1alpha1","kind":"Trigger","metadata":{"name":"in"},"spec":{
              "broker":{"kind":"Broker","name":"orders"},"filters":[{"exact":{"type":"test.event"}}],"target":{"ref":{"kind":"Transformation","name":"mark"}}}}
            """);
        await cluster.Ready(Trigger);

        using var publishing = new Publishing(() => cluster.Addresses);
        Assert.Equal(HttpStatusCode.OK, await publishing.Attempt(cluster.Addresses[0], "orders", "k-0"));
        Assert.Equal(HttpStatusCode.OK, await publishing.Attempt(cluster.Addresses[1], "orders", "k-1"));

        await cluster.Eventually(() => Task.FromResult(sink.At("all").Count == 4));
        Assert.Equal(["k-0", "k-1", "markedk-0", "markedk-1"], sink.At("all").Ids.Order(StringComparer.Ordinal));
    }

    [PostgresFact]
    public async Task One_trace_goes_from_the_request_at_one_silo_to_the_delivery_from_another()
    {
        const string TraceId = "4bf92f3577b34da6a3ce929d0e0e4736";
        await using var sink = await DeliverySink.Start();
        await using var cluster = await RunningCluster.Start(2, await PostgresServer.Shared);
        await cluster.Declare("orders", partitions: 2);
        await cluster.DeclareTrigger("all", "orders", new Uri(sink.Address, "all"));
        // Two partitions are in two silos: whichever takes these, one of them is another one's.
        for (var number = 0; number < 8; number++)
        {
            using var request = Publishing.Request(cluster.Addresses[number % 2], "orders", $"k{number}", $"k{number}-0");
            request.Headers.Add("traceparent", $"00-{TraceId}-00f067aa0ba902b7-01");
            using var response = await cluster.Http.SendAsync(request);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }

        await cluster.Eventually(() => Task.FromResult(sink.At("all").Count == 8));
        Assert.All(sink.Traces, trace => Assert.Equal(TraceId, trace.Split('-')[1]));
        Assert.Equal(8, sink.Traces.Count);
    }

    [PostgresFact]
    public async Task Every_silo_tells_the_way_of_an_event_and_has_it_delivered_again()
    {
        await using var sink = await DeliverySink.Start();
        await using var cluster = await RunningCluster.Start(2, await PostgresServer.Shared);
        await cluster.Declare("orders", partitions: 2);
        await cluster.DeclareTrigger("all", "orders", new Uri(sink.Address, "all"));
        for (var number = 0; number < 4; number++)
        {
            using var request = Publishing.Request(cluster.Addresses[number % 2], "orders", $"k{number}", $"k{number}-0");
            using var response = await cluster.Http.SendAsync(request);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }

        const string Trigger = "/apis/eventing.triggermesh.io/v1alpha1/namespaces/default/triggers/all";
        await cluster.Eventually(async () => (await cluster.Get(Trigger)).Text.Contains("\"delivered\":4", StringComparison.Ordinal));
        foreach (var silo in cluster.Addresses)
            Assert.Equal(["delivery"], await Causes(silo));

        using var replay = await cluster.Http.PostAsync(new Uri(cluster.Addresses[1], Trigger + "/replay"), null);
        Assert.Equal("4", JsonElement.Parse(await replay.Content.ReadAsStringAsync()).GetProperty("events").ToString());
        await cluster.Eventually(async () => (await cluster.Get(Trigger)).Text.Contains("\"phase\":\"Completed\"", StringComparison.Ordinal));
        foreach (var silo in cluster.Addresses)
            Assert.Equal(["delivery", "replay"], await Causes(silo));

        async Task<string[]> Causes(Uri silo)
        {
            var trace = JsonElement.Parse(await cluster.Http.GetStringAsync(new Uri(silo, "/trace/default?id=k3-0")));
            var trigger = trace.GetProperty("hops").EnumerateArray().Single().GetProperty("triggers").EnumerateArray().Single();
            return [.. trigger.GetProperty("attempts").EnumerateArray().Select(each => each.TryGetProperty("cause", out var cause) ? cause.GetString()! : "delivery")];
        }
    }

    private static async Task<string> Kubectl(Uri server, params string[] arguments)
    {
        var start = new ProcessStartInfo("kubectl") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (string[])["--server", server.GetLeftPart(UriPartial.Authority), .. arguments])
            start.ArgumentList.Add(argument);
        // Neither a configuration nor a cache of whoever runs the test.
        start.Environment["KUBECONFIG"] = "/dev/null";
        start.Environment["HOME"] = Path.GetTempPath();
        using var kubectl = Process.Start(start)!;
        var error = kubectl.StandardError.ReadToEndAsync();
        var output = await kubectl.StandardOutput.ReadToEndAsync();
        await kubectl.WaitForExitAsync();
        Assert.True(kubectl.ExitCode == 0, $"kubectl {string.Join(' ', arguments)}: {await error}");
        return output;
    }

    private sealed class KubectlFactAttribute : FactAttribute
    {
        public KubectlFactAttribute()
        {
            var found = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, "kubectl")));
            Skip = PostgresBinaries.Missing ?? (found ? null : "there is no kubectl on this machine");
        }
    }
}
