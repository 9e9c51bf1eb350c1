using System.Collections.Concurrent;
using System.Globalization;
using Fabric.Contract.Servers;
using Fabric.Silo.Tests.Cluster;
using Xunit.Abstractions;

namespace Fabric.Silo.Tests;

/// <summary>What a cluster acknowledged arrives, in order, whatever happens to its silos and its database meanwhile.</summary>
public sealed class StormTests(ITestOutputHelper output)
{
    private const int Silos = 3;
    private const int Brokers = 4;
    private const int TriggersPerBroker = 3;
    private const int Events = 50_000;
    private const int Publishers = 48;

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(6);

    [PostgresFact]
    public async Task Nothing_acknowledged_is_lost_and_order_holds_while_silos_are_killed_stopped_and_added_and_the_database_restarts()
    {
        await using var postgres = await PostgresServer.Start();
        await using var sink = await DeliverySink.Start();
        await using var cluster = await RunningCluster.Start(Silos, postgres);
        await Declare(cluster, sink.Address);
        using var publishing = new Publishing(() => cluster.Addresses);
        using var patience = new CancellationTokenSource(Limit);
        var acknowledged = new ConcurrentBag<(int Broker, string Id)>();
        var done = 0;

        // A publisher is a key of its own: it publishes the next event when the last was acknowledged, so it has an order.
        var publishers = Enumerable.Range(0, Publishers).Select(publisher => Task.Run(async () =>
        {
            for (var number = 0; number < Events / Publishers; number++)
            {
                var broker = (publisher + number) % Brokers;
                var id = string.Create(CultureInfo.InvariantCulture, $"k{publisher}-{number}");
                if (await publishing.Publish($"b{broker}", $"k{publisher}", id, publisher, patience.Token))
                    acknowledged.Add((broker, id));
                Interlocked.Increment(ref done);
            }
        })).ToArray();

        await Trouble(cluster, postgres, () => Volatile.Read(ref done));
        await Task.WhenAll(publishers);
        var expected = acknowledged.ToLookup(published => published.Broker, published => published.Id);
        using var rest = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        await Eventually(() => Triggers().All(at => expected[at.Broker].All(sink.At(at.Path).Has)), rest.Token);

        Report(expected, sink, publishing, acknowledged.Count);
        var lost = Triggers().SelectMany(at => expected[at.Broker].Where(id => !sink.At(at.Path).Has(id)).Select(id => $"{at.Path}: {id}")).ToArray();
        var where = Triggers()
            .Select(at => (at.Path, Lost: expected[at.Broker].Count(id => !sink.At(at.Path).Has(id))))
            .Where(at => at.Lost > 0).Select(at => $"{at.Path}: {at.Lost}");
        Assert.True(lost.Length == 0, $"{lost.Length} lost ({string.Join(", ", where)}), as {string.Join(", ", lost.Take(5))}\n{cluster.Logs()}");
        Assert.Empty(Triggers().SelectMany(at => sink.At(at.Path).Disorder.Select(found => $"{at.Path}: {found}")));
        Assert.Empty(publishing.Surprises);
        Assert.Equal(Events / Publishers * Publishers, acknowledged.Count);
    }

    private static async Task Trouble(RunningCluster cluster, PostgresServer postgres, Func<int> done)
    {
        Func<Task>[] troubles =
        [
            () => cluster.KillHard(cluster.Silos[0]),
            cluster.Add,
            async () => Assert.Equal(0, await cluster.Terminate(cluster.Silos[1])),
            async () =>
            {
                await postgres.Stop();
                await postgres.Resume();
            },
            cluster.Add,
            () => cluster.KillHard(cluster.Silos[1]),
        ];
        for (var next = 0; next < troubles.Length; next++)
        {
            var mark = Events * (next + 1) / (troubles.Length + 2);
            using var patience = new CancellationTokenSource(Limit);
            await Eventually(() => done() >= mark, patience.Token);
            Console.WriteLine($"trouble {next + 1} begins at {TimeProvider.System.GetUtcNow():HH:mm:ss.f}");
            await troubles[next]();
            Console.WriteLine($"trouble {next + 1} ended at {TimeProvider.System.GetUtcNow():HH:mm:ss.f}");
        }
    }

    private static async Task Declare(RunningCluster cluster, Uri sink)
    {
        for (var broker = 0; broker < Brokers; broker++)
            await cluster.Declare($"b{broker}", partitions: 1 + (broker % 2));
        foreach (var (broker, path) in Triggers())
            await cluster.DeclareTrigger(path, $"b{broker}", new Uri(sink, path));
    }

    private static IEnumerable<(int Broker, string Path)> Triggers() =>
        from broker in Enumerable.Range(0, Brokers)
        from trigger in Enumerable.Range(0, TriggersPerBroker)
        select (broker, $"t{broker}-{trigger}");

    private void Report(ILookup<int, string> expected, DeliverySink sink, Publishing publishing, int acknowledged)
    {
        var at = Triggers().Select(trigger => sink.At(trigger.Path)).ToArray();
        var longest = at.MaxBy(arrivals => arrivals.LongestGap)!;
        var summary = string.Create(CultureInfo.InvariantCulture,
            $"{acknowledged} acknowledged ({publishing.Retries} attempts repeated), {Triggers().Sum(trigger => expected[trigger.Broker].Count())} to deliver, "
            + $"{at.Sum(arrivals => arrivals.Duplicates)} duplicates, {at.Sum(arrivals => arrivals.Disorder.Count)} out of order, "
            + $"longest gap in delivery {longest.LongestGap.TotalSeconds:F1} s until {longest.GapEnded:HH:mm:ss.f}");
        output.WriteLine(summary);
        Console.WriteLine(summary);
    }

    private static async Task Eventually(Func<bool> condition, CancellationToken patience)
    {
        using var ticks = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!condition() && !patience.IsCancellationRequested)
            await ticks.WaitForNextTickAsync(CancellationToken.None);
    }
}
