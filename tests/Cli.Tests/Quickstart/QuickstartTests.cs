using System.Text.RegularExpressions;

namespace Fabric.Cli.Tests.Quickstart;

/// <summary>The quickstart of tmctl, typed with <c>fabric</c>, and what it prints.</summary>
public sealed class QuickstartTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly FabricCli _fabric = new();

    [Fact]
    public async Task The_quickstart_of_tmctl_prints_what_it_prints_there()
    {
        await using var endpoint = await StubEndpoint.Answering("""{"phrase":"synergy"}""");
        await _fabric.Output("create broker foo --port 0");
        using var watch = new Watching(_fabric.Start("watch"));
        await watch.Said("foo | Watching...");

        var source = await _fabric.Output(
            $"create source httppoller --endpoint {endpoint.Address} --eventType buzzword.phrase --interval 20s --method GET");
        Assert.Equal("---------------\nCreated object name:\tfoo-httppollersource\nComponent produces:\tbuzzword.phrase\n", source);

        var target = await _fabric.Output(
            "create target --name console --from-image gcr.io/triggermesh/triggermesh-console:v0.0.1 --source foo-httppollersource");
        Assert.Matches(
            """
            \A---------------
            Created object name:	console
            Component consumes:	\*
            Subscribed to:		foo-httppollersource\(buzzword\.phrase\)
            Listening on:		http://localhost:\d+/displays/default/console
            \z
            """, target);

        var sent = await _fabric.Output("send-event", """{"hello":"world"}""");
        Assert.Matches(
            """
            \ADestination: foo\(http://localhost:\d+\)
            Request:
            ---------------
            ☁️  cloudevents\.Event
            Context Attributes,
              specversion: 1\.0
              type: triggermesh-local-event
              source: triggermesh-cli
              id: [-0-9a-f]{36}
              time: \S+Z
              datacontenttype: application/json
            Data,
              {
                "hello": "world"
              }
            ---------------
            Response: OK
            \z
            """, sent);
        await watch.Printed("type: triggermesh-local-event");
        await watch.Printed("source: local.foo-httppollersource|source: default.foo-httppollersource");

        await _fabric.Output("send-event", """{"hello":"console"}""", "--eventType", "buzzword.phrase");
        using var http = new HttpClient();
        var address = Regex.Match(target, @"http://localhost:\d+/displays/\S+").Value;
        await Eventually(async () => (await http.GetStringAsync(new Uri(address + "/events"))).Contains("\"console\"", StringComparison.Ordinal));

        Assert.Contains("    \"hello\": \"console\"\n", await _fabric.Output("logs console"), StringComparison.Ordinal);

        Assert.Matches(
            """
            \ABroker +Status
            foo +online\(http://localhost:\d+\)

            Trigger +Target +Filter
            foo-trigger-a73dcb65 +console +type is buzzword\.phrase

            Source +Kind +EventTypes +Status
            foo-httppollersource +HTTPPollerSource +buzzword\.phrase +online

            Target +Kind +Expected Events +Status
            console +service \(gcr\.io/triggermesh/triggermesh-console:v0\.0\.1\) +\* +online\(http://localhost:\d+/displays/default/console\)

            \z
            """, await _fabric.Output("describe"));
    }

    [Fact]
    public async Task What_was_dumped_by_tmctl_is_dumped_again_to_the_letter()
    {
        var original = Path.Combine(AppContext.BaseDirectory, "Quickstart", "foo.yaml");
        var described = await _fabric.Output("import", "-f", original);
        Assert.Contains("offline", described, StringComparison.Ordinal);
        Assert.Equal(await File.ReadAllTextAsync(original), await _fabric.Output("dump"));
    }

    [Fact]
    public async Task Events_posted_to_the_address_that_describe_shows_reach_the_broker()
    {
        await _fabric.Output("create broker foo --port 0");
        var address = Regex.Match(await _fabric.Output("describe"), @"http://localhost:\d+").Value;
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new StringContent("hi") };
        foreach (var (name, value) in new[] { ("specversion", "1.0"), ("id", "1"), ("source", "test"), ("type", "greeting") })
            request.Headers.Add("ce-" + name, value);
        using var response = await http.SendAsync(request);
        Assert.Equal(System.Net.HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task Watch_shows_what_was_refused_and_why_and_Ctrl_C_ends_it_with_0()
    {
        await _fabric.Output("create broker foo --port 0");
        using var watch = new Watching(_fabric.Start("watch"));
        await watch.Said("foo | Watching...");
        var address = Regex.Match(await _fabric.Output("describe"), @"http://localhost:\d+").Value;
        using var http = new HttpClient();
        using var content = new StringContent("""{"specversion":"1.0","id":"7","source":"s"}""", new System.Net.Http.Headers.MediaTypeHeaderValue("application/cloudevents+json"));
        using var response = await http.PostAsync(new Uri(address), content);
        Assert.Equal(System.Net.HttpStatusCode.BadRequest, response.StatusCode);
        await watch.Said("❗ error: refused: .*type");
        Assert.Equal(0, await watch.Interrupt());
    }

    [Theory]
    [InlineData("watch", "Data,")]
    [InlineData("events --follow", "Data,")]
    [InlineData("logs --follow", "Data,")]
    public async Task What_follows_a_broker_ends_with_Ctrl_C_and_leaves_nothing_behind(string command, string shown)
    {
        await _fabric.Output("create broker foo --port 0");
        await _fabric.Output("create target display --name console --eventTypes greeting");
        var before = await _fabric.Output("dump");
        using var following = new Watching(_fabric.Start(command.Split(' ')));
        if (command == "watch")
            await following.Said("foo | Watching...");
        await _fabric.Output("send-event hi --eventType greeting");
        await following.Printed(shown);

        Assert.Equal(0, await following.Interrupt());
        Assert.Equal(before, await _fabric.Output("dump"));
        Assert.DoesNotContain("offline", await _fabric.Output("describe"), StringComparison.Ordinal);
    }

    public void Dispose() => _fabric.Dispose();

    private static async Task Eventually(Func<Task<bool>> condition)
    {
        await Node.Scratch.Eventually(condition, Patience);
        Assert.True(await condition());
    }
}
