using System.Collections.Concurrent;
using Xunit.Abstractions;

namespace Fabric.Cli.Tests.Node;

/// <summary>What a durable broker answered 2xx arrives, whatever happens to the process.</summary>
public sealed class CrashTests(ITestOutputHelper output)
{
    private const int Events = 20_000;
    private const int Publishers = 32;
    private const int Crashes = 5;

    [Fact]
    public async Task Nothing_acknowledged_is_lost_when_the_node_is_killed_again_and_again()
    {
        using var scratch = new Scratch();
        await using var sink = await EventSink.Start();
        var manifest = scratch.Manifest($$"""
            apiVersion: eventfabric.dev/v1alpha1
            kind: Broker
            metadata: {name: durable}
            spec: {storage: File}
            ---
            apiVersion: eventing.triggermesh.io/v1alpha1
            kind: Trigger
            metadata: {name: all}
            spec:
              broker: {kind: Broker, name: durable}
              target: {uri: "{{sink.Address}}"}
            """);
        var node = await NodeProcess.Run(manifest, scratch.Data);
        var address = node.Address;
        var acknowledged = new ConcurrentBag<string>();
        var next = 0;
        var publishers = Enumerable.Range(0, Publishers).Select(_ => Task.Run(async () =>
        {
            for (var number = Interlocked.Increment(ref next); number <= Events; number = Interlocked.Increment(ref next))
            {
                if (await Publish(scratch.Http, address, $"{number}"))
                    acknowledged.Add($"{number}");
            }
        })).ToArray();

        try
        {
            for (var crash = 1; crash <= Crashes; crash++)
            {
                var mark = Events * crash / (Crashes + 1);
                await Scratch.Eventually(() => Task.FromResult(Volatile.Read(ref next) >= mark), TimeSpan.FromMinutes(2));
                await node.KillHard();
                node.Dispose();
                node = await NodeProcess.Run(manifest, scratch.Data, address.Port);
            }

            await Task.WhenAll(publishers);
            await Scratch.Eventually(() => Task.FromResult(acknowledged.All(sink.Arrivals.ContainsKey)), TimeSpan.FromMinutes(2));
        }
        finally
        {
            Interlocked.Exchange(ref next, Events);
            node.Dispose();
        }

        var lost = acknowledged.Where(id => !sink.Arrivals.ContainsKey(id)).ToArray();
        var duplicates = sink.Arrivals.Values.Sum(times => times - 1);
        var summary = $"{Events} published, {acknowledged.Count} acknowledged, {Crashes} crashes, {lost.Length} lost, {duplicates} duplicates";
        output.WriteLine(summary);
        Console.WriteLine(summary);
        Assert.Empty(lost);
        Assert.Equal(Events, acknowledged.Count);
    }

    // A publisher that got no answer publishes again, as every real one does.
    private static async Task<bool> Publish(HttpClient http, Uri address, string id)
    {
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        for (var attempt = 0; attempt < 3_000; attempt++)
        {
            try
            {
                using var request = Scratch.Event(address, "durable", id);
                using var response = await http.SendAsync(request);
                if (response.IsSuccessStatusCode)
                    return true;
            }
            catch (Exception failure) when (failure is HttpRequestException or TaskCanceledException)
            {
                // The node is down.
            }

            await pause.WaitForNextTickAsync();
        }

        return false;
    }
}
