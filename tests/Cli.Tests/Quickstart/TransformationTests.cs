using System.Text.RegularExpressions;
using Fabric.Cli.Tests.Node;

namespace Fabric.Cli.Tests.Quickstart;

/// <summary>A transformation made with <c>fabric</c> changes events on their way.</summary>
public sealed class TransformationTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly FabricCli _fabric = new();

    [Fact]
    public async Task Events_to_a_target_come_changed_and_others_are_dead_letters_with_the_reason()
    {
        await _fabric.Output("create broker foo --port 0");
        var target = await _fabric.Output("create target display --name screen --eventTypes greeting");
        var events = new Uri(Regex.Match(target, @"http://localhost:\d+/displays/\S+").Value + "/events");

        var created = await _fabric.Run(["create", "transformation", "--name", "polite", "--target", "screen"], """
            data:
            - operation: store
              paths: [{key: $name, value: person.name}]
            - operation: add
              paths: [{key: text, value: "Dear $name"}]
            - operation: delete
              paths: [{key: person}]

            """);
        Assert.Equal((0, "---------------\nCreated object name:\tpolite\nComponent produces:\tpolite.output\n"), (created.Code, created.Output));

        await _fabric.Output("send-event", """{"person":{"name":"Ada"}}""", "--eventType", "greeting");
        await _fabric.Output("send-event", "plain words", "--eventType", "greeting");

        using var http = new HttpClient();
        await Scratch.Eventually(async () => (await http.GetStringAsync(events)).Length > 0, Patience);
        var shown = await http.GetStringAsync(events);
        Assert.Contains("\"type\":\"polite.output\"", shown, StringComparison.Ordinal);
        Assert.Contains("""{"text":"Dear Ada"}""", shown, StringComparison.Ordinal);
        await Scratch.Eventually(async () => (await _fabric.Output("trigger lag")).Contains("not JSON but text/plain", StringComparison.Ordinal), Patience);
        Assert.Contains("not JSON but text/plain", await _fabric.Output("trigger lag"), StringComparison.Ordinal);
        Assert.Matches(
            """
            Trigger +Target +Filter
            foo-trigger-[0-9a-f]{8} +(polite +type is greeting|screen +type is polite\.output)
            foo-trigger-[0-9a-f]{8} +(polite +type is greeting|screen +type is polite\.output)

            Transformation +EventTypes +Status
            polite +polite\.output +online\(http://localhost:\d+/targets/default/transformation-polite\)
            """, await _fabric.Output("describe"));
    }

    [Fact]
    public async Task Operations_that_make_no_sense_are_said_by_their_fields()
    {
        await _fabric.Output("create broker foo --port 0");
        var run = await _fabric.Run(["create", "transformation"], "data:\n- operation: shift\n  paths: [{key: a}]\n- operation: add\n  paths: [{key: 'b['}]\n\n");
        Assert.Equal(1, run.Code);
        Assert.Contains("standard input: spec.data[0].paths[0].key: must be OLD:NEW", run.Error, StringComparison.Ordinal);
        Assert.Contains("standard input: spec.data[1].paths[0].key: \"b[\" has", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Transformation", await _fabric.Output("describe"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_type_that_depends_on_the_event_leads_nowhere_by_itself()
    {
        await _fabric.Output("create broker foo --port 0");
        await _fabric.Output("create target --name screen --from-image gcr.io/triggermesh/triggermesh-console:v0.0.1");
        var run = await _fabric.Run(["create", "transformation", "--name", "tag", "--target", "screen"], """
            context:
            - operation: store
              paths: [{key: $type, value: type}]
            - operation: add
              paths: [{key: type, value: $type.tagged}]

            """);
        Assert.Equal((0, "---------------\nCreated object name:\ttag\nComponent produces:\t*\n"), (run.Code, run.Output));
        Assert.Contains("fabric create trigger --eventTypes TYPES --target screen", run.Error, StringComparison.Ordinal);
        var dump = await _fabric.Output("dump -p docker-compose");
        Assert.Contains("""TRANSFORMATION_CONTEXT=[{"operation":"store","paths":[{"key":"$$type""", dump, StringComparison.Ordinal);
        Assert.Contains("TRANSFORMATION_DATA=[]", dump, StringComparison.Ordinal);
    }

    public void Dispose() => _fabric.Dispose();
}
