using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Fabric.Cli.Tests.Node;

/// <summary>The way of one event through two brokers, a reply and a dead letter, with <c>fabric trace</c>.</summary>
public sealed class TraceTests : IAsyncLifetime, IDisposable
{
    private readonly Scratch _scratch = new();
    private readonly FabricCli _fabric = new();
    private readonly HashSet<string> _refusedOnce = [];
    private StubEndpoint _target = null!;
    private NodeProcess _node = null!;

    private string[] Server => ["--server", _node.Address.GetLeftPart(UriPartial.Authority)];

    public async Task InitializeAsync()
    {
        _target = await StubEndpoint.Start(Answer);
        _node = await NodeProcess.Run(_scratch.Manifest($$"""
            {apiVersion: eventfabric.dev/v1alpha1, kind: Broker, metadata: {name: orders}, spec: {storage: Memory, partitions: 2} }
            ---
            {apiVersion: eventfabric.dev/v1alpha1, kind: Broker, metadata: {name: archive}, spec: {storage: Memory, retention: {events: 2} } }
            ---
            {{Trigger("price", "orders", "test.event", $"{{uri: '{_target.Address}price'}}")}}
            ---
            {{Trigger("forward", "orders", "priced", "{ref: {apiVersion: eventfabric.dev/v1alpha1, kind: Broker, name: archive}}")}}
            ---
            {{Trigger("store", "archive", "priced", $"{{uri: '{_target.Address}store'}}")}}
            ---
            {{Trigger("never", "orders", "other", $"{{uri: '{_target.Address}never'}}")}}
            """), dataDirectory: null);
        await Scratch.Eventually(async () => (await _fabric.Run(["doctor", .. Server])).Code == 0, TimeSpan.FromSeconds(30));
        using var request = Scratch.Event(_node.Address, "orders", "4711");
        using var response = await _scratch.Http.SendAsync(request);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
    }

    public Task DisposeAsync() => _target.DisposeAsync().AsTask();

    public void Dispose()
    {
        _node.Dispose();
        _fabric.Dispose();
        _scratch.Dispose();
    }

    [Fact]
    public async Task Every_hop_of_an_event_is_shown()
    {
        var text = await Trace("4711", until: "dead letter");
        const string Time = @"20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\.\d\d\dZ";
        const string Took = @"[\d.]+ ms";
        Assert.Matches(
            $"""
            ^4711  type test\.event, source test
              {Time}  accepted by broker orders: partition \d, offset 0
              matched by trigger price → {_target.Address}price
                {Time}  attempt 1: 503 after {Took}, to be tried again: {_target.Address}price answered 503 Service Unavailable
                {Time}  attempt 2: 200 after {Took}, delivered, replied with reply-4711
              not matched by forward, never

            reply-4711  type priced, source /price  \(reply to 4711, through trigger price\)
              {Time}  accepted by broker orders: partition \d, offset [01]
              matched by trigger forward → .*
                {Time}  attempt 1: 200 after {Took}, delivered
              not matched by never, price

            reply-4711  type priced, source /price  \(delivered by trigger forward\)
              {Time}  accepted by broker archive: partition 0, offset 0
              matched by trigger store → {_target.Address}store
                {Time}  attempt 1: 422 after {Took}, given up: {_target.Address}store answered 422 Unprocessable Entity
                {Time}  dead letter: kept by the trigger; deliver it again with: fabric trigger redrive store
            $
            """.ReplaceLineEndings("\n"),
            text);
    }

    [Fact]
    public async Task The_same_is_there_for_programs()
    {
        await Trace("4711", until: "dead letter");
        var json = JsonNode.Parse(await _fabric.Output(["trace", "4711", "-o", "json", .. Server]))!;
        Assert.Equal(3, json["hops"]!.AsArray().Count);
        var attempts = json["hops"]![0]!["triggers"]![0]!["attempts"]!.AsArray();
        Assert.Equal(["retried", "delivered"], attempts.Select(each => each!["result"]!.GetValue<string>()));
        Assert.Equal([503, 200], attempts.Select(each => each!["status"]!.GetValue<int>()));
        Assert.Equal("reply-4711", attempts[1]!["reply"]!["id"]!.GetValue<string>());
        Assert.Contains("kind: EventTrace", await _fabric.Output(["trace", "4711", "-o", "yaml", .. Server]), StringComparison.Ordinal);
        Assert.Matches(@"^default/orders/\d/0\ndefault/orders/\d/[01]\ndefault/archive/0/0\n$", await _fabric.Output(["trace", "4711", "-o", "name", .. Server]));
    }

    [Theory]
    [InlineData("no event with id \"4712\" is among the 3 events that the brokers archive, orders hold: it was not accepted", "4712")]
    [InlineData("no event with id \"4711\" and source \"/other\" is among the", "4711", "--source", "/other")]
    [InlineData("since 2099-01-01T00:00:00.000Z", "4711", "--since", "2099-01-01T00:00:00Z")]
    [InlineData("since=soon: give how long ago, as 10m, or a time", "4711", "--since", "soon")]
    public async Task What_is_not_found_is_said_with_where_it_was_looked_for(string sentence, params string[] arguments)
    {
        await Trace("4711", until: "dead letter");
        var run = await _fabric.Run(["trace", .. arguments, .. Server]);
        Assert.Equal(1, run.Code);
        Assert.Contains(sentence, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_event_is_no_reply_to_itself_where_its_reply_has_its_id()
    {
        using var request = Scratch.Event(_node.Address, "orders", "kept");
        using var response = await _scratch.Http.SendAsync(request);
        var text = await Trace("kept", until: "delivered by trigger forward");
        Assert.StartsWith("kept  type test.event, source test\n", text, StringComparison.Ordinal);
        Assert.Contains("\nkept  type priced, source test  (reply to kept, through trigger price)\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_event_that_no_broker_keeps_any_more_is_found_among_the_dead_letters()
    {
        foreach (var id in new[] { "gone", "b", "c", "d" })
        {
            await Scratch.Eventually(
                async () =>
                {
                    using var request = Scratch.Event(_node.Address, "archive", id);
                    request.Headers.Remove("ce-type");
                    request.Headers.Add("ce-type", "priced");
                    using var response = await _scratch.Http.SendAsync(request);
                    return response.IsSuccessStatusCode;
                },
                TimeSpan.FromSeconds(30));
        }

        var run = await _fabric.Run(["trace", "gone", "--broker", "archive", .. Server]);
        Assert.Equal(1, run.Code);
        Assert.Matches(@"no event with id ""gone"" is among the \d events that broker archive holds: it is no longer kept", run.Error);
        Assert.Contains(
            $"trigger store has it among its dead letters ({_target.Address}store answered 422 Unprocessable Entity); deliver it again with: fabric trigger redrive store",
            run.Error,
            StringComparison.Ordinal);
    }

    private static string Trigger(string name, string broker, string type, string target) => $$"""
        apiVersion: eventing.triggermesh.io/v1alpha1
        kind: Trigger
        metadata: {name: {{name}}}
        spec:
          broker: {group: eventfabric.dev, kind: Broker, name: {{broker}}}
          filters: [{exact: {type: {{type}} } }]
          target: {{target}}
          delivery: {retry: 2, backoffDelay: PT0.01S, backoffPolicy: constant}
        """;

    private Task Answer(HttpContext context)
    {
        var id = context.Request.Headers["ce-id"].ToString();
        if (context.Request.Path == "/store")
            context.Response.StatusCode = 422;
        else if (_refusedOnce.Add(id))
            context.Response.StatusCode = 503;
        else
        {
            context.Response.Headers["ce-specversion"] = "1.0";
            // As a transformation does, which keeps id and source.
            var keeps = id == "kept";
            context.Response.Headers["ce-id"] = keeps ? id : "reply-" + id;
            context.Response.Headers["ce-source"] = keeps ? "test" : "/price";
            context.Response.Headers["ce-type"] = "priced";
        }

        return Task.CompletedTask;
    }

    private async Task<string> Trace(string id, string until)
    {
        CliRun run = null!;
        await Scratch.Eventually(
            async () => (run = await _fabric.Run(["trace", id, .. Server])).Output.Contains(until, StringComparison.Ordinal), TimeSpan.FromSeconds(30));
        Assert.Equal(0, run.Code);
        return run.Output;
    }
}
