using System.Diagnostics;
using System.Net;

namespace Fabric.Cli.Tests.Node;

/// <summary>An orderly stop.</summary>
public sealed class StopTests
{
    [Theory]
    [InlineData("Memory")]
    [InlineData("File")]
    public async Task Sigterm_ends_the_node_with_0_within_10_seconds_and_loses_nothing(string storage)
    {
        using var scratch = new Scratch();
        await using var sink = await EventSink.Start();
        using var slow = new SemaphoreSlim(4);
        sink.BeforeAnswer = async () =>
        {
            await slow.WaitAsync();
            using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
            await pause.WaitForNextTickAsync();
            slow.Release();
        };
        var manifest = scratch.Manifest($$"""
            apiVersion: eventfabric.dev/v1alpha1
            kind: Broker
            metadata: {name: b}
            spec: {storage: {{storage}}}
            ---
            apiVersion: eventing.triggermesh.io/v1alpha1
            kind: Trigger
            metadata: {name: t}
            spec:
              broker: {kind: Broker, name: b}
              target: {uri: "{{sink.Address}}"}
            """);
        using var node = await NodeProcess.Run(manifest, scratch.Data);
        for (var number = 0; number < 200; number++)
        {
            using var response = await scratch.Http.SendAsync(Scratch.Event(node.Address, "b", $"{number}"));
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }

        var started = Stopwatch.GetTimestamp();
        Assert.Equal(0, await node.Terminate());
        Assert.InRange(Stopwatch.GetElapsedTime(started), TimeSpan.Zero, TimeSpan.FromSeconds(10));

        // What a file holds may wait for the next start.
        using var again = storage == "File" ? await NodeProcess.Run(manifest, scratch.Data) : null;
        await Scratch.Eventually(() => Task.FromResult(sink.Arrivals.Count == 200), TimeSpan.FromSeconds(30));
        Assert.Equal(200, sink.Arrivals.Count);
    }
}
