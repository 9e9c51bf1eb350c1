using Fabric.Cli.Tests.Node;
using Microsoft.AspNetCore.Http;

namespace Fabric.Cli.Tests.Resources;

/// <summary>Stopping, starting and mending triggers from the command line.</summary>
public sealed class TriggerVerbTests : IDisposable
{
    private readonly FabricCli _fabric = new();
    private readonly Scratch _scratch = new();

    [Fact]
    public async Task A_trigger_is_paused_resumed_looked_at_and_its_dead_letters_delivered_again()
    {
        await using var sink = await EventSink.Start();
        var refuses = true;
        sink.BeforeAnswer = () => refuses ? throw new BadHttpRequestException("no", 400) : Task.CompletedTask;
        using var node = await NodeProcess.Run(_scratch.Manifest("", "empty.yaml"), dataDirectory: null);
        string[] server = ["--server", node.Address.GetLeftPart(UriPartial.Authority)];
        await _fabric.Output(["apply", "-f", _scratch.Manifest($$"""
            apiVersion: eventfabric.dev/v1alpha1
            kind: Broker
            metadata: {name: orders}
            spec: {storage: Memory}
            ---
            apiVersion: eventing.triggermesh.io/v1alpha1
            kind: Trigger
            metadata: {name: out}
            spec: {broker: {kind: Broker, name: orders}, target: {uri: "{{sink.Address}}"} }
            """), .. server]);
        await Scratch.Eventually(async () => (await _fabric.Run(["doctor", .. server])).Code == 0, TimeSpan.FromSeconds(30));

        using (var first = Scratch.Event(node.Address, "orders", "1"))
            await _scratch.Http.SendAsync(first);
        CliRun letters = null!;
        await Scratch.Eventually(
            async () => (letters = await _fabric.Run(["trigger", "dead-letters", "out", .. server])).Output.Contains("id: 1", StringComparison.Ordinal), TimeSpan.FromSeconds(30));
        Assert.Contains("deliver them again with: fabric trigger redrive out", letters.Error, StringComparison.Ordinal);
        refuses = false;
        Assert.Equal("Redriven: 1\n", await _fabric.Output(["trigger", "redrive", "out", .. server]));
        Assert.True(sink.Arrivals.ContainsKey("1"));

        Assert.Contains("Paused trigger \"out\"", await _fabric.Output(["trigger", "pause", "out", .. server]), StringComparison.Ordinal);
        await Scratch.Eventually(
            async () => (await _fabric.Output(["get", "trigger", "out", "-o", "json", .. server])).Contains("spec.paused is true", StringComparison.Ordinal), TimeSpan.FromSeconds(30));
        using (var second = Scratch.Event(node.Address, "orders", "2"))
            await _scratch.Http.SendAsync(second);
        Assert.Matches(@"TRIGGER +LAG +BEHIND .*\nout +1 ", await _fabric.Output(["trigger", "lag", .. server]));
        Assert.Contains("paused: true", await _fabric.Output(["trigger", "pause", "out", "-o", "yaml", .. server]), StringComparison.Ordinal);
        Assert.Equal("Resumed trigger \"out\"\n", await _fabric.Output(["trigger", "resume", "out", .. server]));
        await Scratch.Eventually(() => Task.FromResult(sink.Arrivals.ContainsKey("2")), TimeSpan.FromSeconds(30));
        Assert.True(sink.Arrivals.ContainsKey("2"));

        var missing = await _fabric.Run(["trigger", "pause", "oot", .. server]);
        Assert.Equal(1, missing.Code);
        Assert.Contains("there is no trigger \"oot\" in namespace default (did you mean 'out'?)", missing.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_broker_still_holds_is_delivered_again()
    {
        await using var sink = await EventSink.Start();
        using var node = await NodeProcess.Run(_scratch.Manifest($$"""
            {apiVersion: eventfabric.dev/v1alpha1, kind: Broker, metadata: {name: orders}, spec: {storage: Memory} }
            ---
            apiVersion: eventing.triggermesh.io/v1alpha1
            kind: Trigger
            metadata: {name: out}
            spec: {broker: {group: eventfabric.dev, kind: Broker, name: orders}, target: {uri: "{{sink.Address}}"} }
            """), dataDirectory: null);
        string[] server = ["--server", node.Address.GetLeftPart(UriPartial.Authority)];
        await Scratch.Eventually(async () => (await _fabric.Run(["doctor", .. server])).Code == 0, TimeSpan.FromSeconds(30));
        Assert.Contains("Nothing to replay for trigger \"out\": the broker holds nothing", await _fabric.Output(["trigger", "replay", "out", .. server]), StringComparison.Ordinal);
        foreach (var id in new[] { "1", "2", "3" })
        {
            using var request = Scratch.Event(node.Address, "orders", id);
            using var answer = await _scratch.Http.SendAsync(request);
        }

        await Scratch.Eventually(() => Task.FromResult(sink.Arrivals.ContainsKey("3")), TimeSpan.FromSeconds(30));
        var run = await _fabric.Run(["trigger", "replay", "out", "--from", "10m", "--to", "2", "--wait", .. server]);
        Assert.Equal((0, "Replayed trigger \"out\": 2 delivered, 0 dead-lettered\n"), (run.Code, run.Output));
        Assert.Equal([("1", 2), ("2", 2), ("3", 1)], sink.Arrivals.Select(each => (each.Key, each.Value)).Order());
        Assert.Matches(@"REPLAY +LAST ERROR\nout .* done: 2 delivered", await _fabric.Output(["trigger", "lag", .. server]));
        Assert.Contains("attempt 1: 200", await _fabric.Output(["trace", "2", .. server]), StringComparison.Ordinal);
        Assert.Contains("replay, attempt 1: 200", await _fabric.Output(["trace", "2", .. server]), StringComparison.Ordinal);

        var gate = new TaskCompletionSource();
        sink.BeforeAnswer = () => gate.Task;
        Assert.StartsWith("Replaying trigger \"out\": 3 events of the broker are looked through", await _fabric.Output(["trigger", "replay", "out", .. server]), StringComparison.Ordinal);
        var second = await _fabric.Run(["trigger", "replay", "out", .. server]);
        Assert.Equal(1, second.Code);
        Assert.Contains("a replay is under way; wait for its end, or stop it", second.Error, StringComparison.Ordinal);
        Assert.Equal("Stopped the replay of trigger \"out\"\n", await _fabric.Output(["trigger", "replay", "out", "--stop", .. server]));
        gate.SetResult();
        Assert.Contains("no replay of trigger \"out\" is under way", (await _fabric.Run(["trigger", "replay", "out", "--stop", .. server])).Error, StringComparison.Ordinal);
        Assert.Contains("from=soon: give how long ago", (await _fabric.Run(["trigger", "replay", "out", "--from", "soon", .. server])).Error, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _scratch.Dispose();
        _fabric.Dispose();
    }
}
