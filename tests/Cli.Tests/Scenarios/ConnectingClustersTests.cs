using System.Text.Json;
using System.Text.RegularExpressions;
using Fabric.Cli.Tests.Node;

namespace Fabric.Cli.Tests.Scenarios;

/// <summary>Two nodes connected with the manifests of the guide and the real kubectl, as typed there, and what is printed.</summary>
public sealed class ConnectingClustersTests : IAsyncLifetime, IDisposable
{
    private const string Placeholder = "<REPLACE-WITH-CLOUDEVENTSSOURCE-HTTP-ENDPOINT>";
    private const string Greeting = """{"message":"greetings from sender cluster"}""";
    private static readonly string Manifests = Path.Combine(AppContext.BaseDirectory, "Scenarios");
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly FabricCli _fabric = new();
    private readonly Scratch _scratch = new();
    private NodeProcess _receiver = null!;
    private NodeProcess _sender = null!;
    private Kubectl _atReceiver = null!;
    private Kubectl _atSender = null!;

    public async Task InitializeAsync()
    {
        var nothing = Directory.CreateDirectory(Path.Combine(_scratch.Folder, "nothing")).FullName;
        _receiver = await NodeProcess.Run(nothing, Path.Combine(_scratch.Folder, "receiver"));
        _sender = await NodeProcess.Run(nothing, Path.Combine(_scratch.Folder, "sender"));
        (_atReceiver, _atSender) = (new Kubectl(_receiver.Address), new Kubectl(_sender.Address));
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose()
    {
        _receiver.Dispose();
        _sender.Dispose();
        _atReceiver.Dispose();
        _atSender.Dispose();
        _scratch.Dispose();
        _fabric.Dispose();
    }

    [KubectlFact]
    public async Task The_guide_prints_what_it_prints_there_and_an_event_arrives()
    {
        Assert.Equal(
            """
            memorybroker.eventing.triggermesh.io/receiver created
            deployment.apps/event-display created
            service/event-display created
            trigger.eventing.triggermesh.io/all-events-to-event-display created
            cloudeventssource.sources.triggermesh.io/gateway-in created

            """, await _atReceiver.Output("apply", "-f", Path.Combine(Manifests, "receiver.yaml")));
        await AppliesUnchanged(_atReceiver, Path.Combine(Manifests, "receiver.yaml"));
        await Ready(_atReceiver, "cloudeventssources.sources.triggermesh.io/gateway-in", "trigger.eventing.triggermesh.io/all-events-to-event-display");

        var gateway = await _atReceiver.Output("get", "cloudeventssources.sources.triggermesh.io", "gateway-in", "-ojsonpath={.status.address.url}");
        Assert.Equal(new Uri(_receiver.Address, "/sources/default/gateway-in").ToString(), gateway);

        var sender = _scratch.Manifest((await File.ReadAllTextAsync(Path.Combine(Manifests, "sender.yaml"))).Replace(Placeholder, gateway, StringComparison.Ordinal));
        Assert.Equal(
            """
            memorybroker.eventing.triggermesh.io/sender created
            webhooksource.sources.triggermesh.io/webhook created
            cloudeventstarget.targets.triggermesh.io/gateway-out created
            trigger.eventing.triggermesh.io/all-events-to-cloudeventstarget created

            """, await _atSender.Output("apply", "-f", sender));
        await AppliesUnchanged(_atSender, sender);
        await Ready(_atSender, "webhooksources.sources.triggermesh.io/webhook", "trigger.eventing.triggermesh.io/all-events-to-cloudeventstarget");
        await TheColumnsAreTheirs();

        var address = await _atSender.Output("get", "webhooksources.sources.triggermesh.io", "webhook", "-ojsonpath={.status.address.url}");
        // As curl -d posts it.
        using var content = new StringContent(Greeting, new System.Net.Http.Headers.MediaTypeHeaderValue("application/x-www-form-urlencoded"));
        using var posted = await _scratch.Http.PostAsync(new Uri(address), content);
        Assert.Equal(System.Net.HttpStatusCode.NoContent, posted.StatusCode);
        await Scratch.Eventually(() => Task.FromResult(_receiver.Output.Contains(Greeting, StringComparison.Ordinal)), Patience);

        var shown = Regex.Match(_receiver.Output, """
            ☁️  cloudevents\.Event
            Context Attributes,
              specversion: 1\.0
              type: webhook\.event
              source: default\.webhook
              id: (?<id>\S+)
              time: \S+
              datacontenttype: application/x-www-form-urlencoded
            (?:Extensions,
            (?:  .+
            )+)?Data,
              \{"message":"greetings from sender cluster"\}
            """);
        Assert.True(shown.Success, _receiver.Output);
        Assert.Equal(await IdHeldBy("sender", _sender), shown.Groups["id"].Value);
    }

    [KubectlFact]
    public async Task The_manifests_apply_with_fabric_too_and_both_ways_make_the_same()
    {
        var file = Path.Combine(Manifests, "receiver.yaml");
        await _fabric.Output(["apply", "-f", file, .. At(_receiver)]);
        await _atSender.Output("apply", "-f", file);

        Assert.Equal(await _fabric.Output(["get", "-o", "name", .. At(_receiver)]), await _fabric.Output(["get", "-o", "name", .. At(_sender)]));
        var again = await _fabric.Output(["apply", "-f", file, .. At(_sender)]);
        Assert.All(again.TrimEnd().Split('\n'), line => Assert.EndsWith(" unchanged", line, StringComparison.Ordinal));
        await AppliesUnchanged(_atSender, file);
    }

    private async Task TheColumnsAreTheirs()
    {
        Assert.Matches(
            @"\ANAME +URL +AGE +READY +REASON *\nreceiver +http://receiver-mb-broker\.default\.svc\.cluster\.local +\d+s +True *\n\z",
            await _atReceiver.Output("get", "memorybroker", "receiver"));
        Assert.Matches(
            @"\ANAME +READY +REASON +URL +SINK +AGE *\nwebhook +True +http://127\.0\.0\.1:\d+/sources/default/webhook +http://sender-mb-broker\.default\.svc\.cluster\.local +\d+s *\n\z",
            await _atSender.Output("get", "webhooksources.sources.triggermesh.io", "webhook"));
        Assert.Matches(
            @"\ANAME +READY +REASON +URL +SINK +AGE *\ngateway-in +True ", await _atReceiver.Output("get", "cloudeventssources.sources.triggermesh.io"));
        Assert.Matches(
            @"\ANAME +URL +READY +REASON +AGE *\ngateway-out +http://\S+ +True ", await _atSender.Output("get", "cloudeventstargets.targets.triggermesh.io"));
        Assert.Matches(
            @"\ANAME +BROKER +TARGET_URI +AGE +READY .*\nall-events-to-event-display +receiver +http://event-display\.default\.svc\.cluster\.local +\d+s +True ",
            await _atReceiver.Output("get", "triggers.eventing.triggermesh.io"));
    }

    private static async Task AppliesUnchanged(Kubectl kubectl, string file) => Assert.All(
        (await kubectl.Output("apply", "-f", file)).TrimEnd().Split('\n'), line => Assert.EndsWith(" unchanged", line, StringComparison.Ordinal));

    private static async Task Ready(Kubectl kubectl, params string[] names)
    {
        foreach (var name in names)
            Assert.EndsWith(" condition met\n", await kubectl.Output("wait", "--for=condition=Ready", "--timeout=30s", name), StringComparison.Ordinal);
    }

    private async Task<string> IdHeldBy(string broker, NodeProcess node)
    {
        var held = await _fabric.Output(["events", "--broker", broker, "-o", "json", .. At(node)]);
        return JsonElement.Parse(held.Split('\n')[0]).GetProperty("event").GetProperty("id").GetString()!;
    }

    private static string[] At(NodeProcess node) => ["--server", node.Address.GetLeftPart(UriPartial.Authority)];
}
