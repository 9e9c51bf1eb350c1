using System.Globalization;
using System.Net;
using Xunit.Abstractions;

namespace Fabric.Cli.Tests.Node;

/// <summary>A full broker costs memory once, and says so to publishers.</summary>
public sealed class MemoryTests(ITestOutputHelper output)
{
    [Fact]
    public async Task A_full_memory_broker_with_a_dead_target_refuses_and_stays_under_200_MB()
    {
        using var scratch = new Scratch();
        var manifest = scratch.Manifest("""
            apiVersion: eventing.triggermesh.io/v1alpha1
            kind: MemoryBroker
            metadata: {name: b}
            ---
            apiVersion: eventing.triggermesh.io/v1alpha1
            kind: Trigger
            metadata: {name: t}
            spec:
              broker: {kind: MemoryBroker, name: b}
              target: {uri: "http://127.0.0.1:1/"}
            """);
        using var node = await NodeProcess.Run(manifest, dataDirectory: null);
        var accepted = 0;
        await Parallel.ForEachAsync(Enumerable.Range(0, 10_000), new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (number, stop) =>
        {
            using var response = await scratch.Http.SendAsync(Scratch.Event(node.Address, "b", $"{number}", 1024), stop);
            if (response.StatusCode == HttpStatusCode.OK)
                Interlocked.Increment(ref accepted);
        });
        Assert.Equal(10_000, accepted);

        using (var refused = await scratch.Http.SendAsync(Scratch.Event(node.Address, "b", "one too many", 1024)))
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
            Assert.True(refused.Headers.RetryAfter?.Delta >= TimeSpan.FromSeconds(1));
        }

        using var ready = await scratch.Http.GetAsync(new Uri(node.Address, "/readyz"));
        Assert.Equal(HttpStatusCode.OK, ready.StatusCode);
        var resident = ResidentMegabytes(node.Id);
        output.WriteLine($"{resident} MB resident with 10,000 events of 1 KiB");
        Assert.InRange(resident, 1, 200);
    }

    private static int ResidentMegabytes(int process)
    {
        var line = File.ReadLines($"/proc/{process}/status").First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal));
        return int.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;
    }
}
