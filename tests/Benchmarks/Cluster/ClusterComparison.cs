using System.Globalization;
using Fabric.Cli.Node;
using Fabric.Contract.Servers;
using Fabric.Silo.Settings;

namespace Fabric.Benchmarks.Cluster;

/// <summary>
/// Publish and deliver through one silo and through three, beside the embedded node, all in the same minutes: every round
/// runs every subject, and the table shows medians. Generator and sink share the machine with what they measure.
/// </summary>
internal static class ClusterComparison
{
    /// <returns>1 where an acknowledged event did not arrive.</returns>
    public static async Task<int> Run(TimeSpan time, int rounds)
    {
        await using var postgres = await PostgresServer.Start(durable: true);
        var data = Directory.CreateTempSubdirectory("fabric-bench-").FullName;
        var results = new Dictionary<string, List<LoadResult>>();
        for (var round = 1; round <= rounds; round++)
        {
            foreach (var subject in await Subjects(postgres, Path.Combine(data, $"{round}")))
            {
                var result = await LoadRun.Measure(subject, time);
                Console.Error.WriteLine($"round {round}: {subject.Name}: {result.Published:F0}/s published, {result.Delivered:F0}/s delivered, {result.Lost} lost");
                if (!results.TryGetValue(subject.Name, out var all))
                    results[subject.Name] = all = [];
                all.Add(result);
            }
        }

        Directory.Delete(data, recursive: true);
        Print(results);
        return results.Values.Any(all => all.Any(result => result.Lost > 0)) ? 1 : 0;
    }

    private static async Task<List<Subject>> Subjects(PostgresServer postgres, string data)
    {
        string[] Node(params string[] more) => [typeof(NodeOptions).Assembly.Location, "run", "--port", "0", .. more];
        async Task<List<string[]>> Silos(int count)
        {
            var database = await postgres.NewDatabase();
            return [.. Enumerable.Range(1, count).Select(number => (string[])
            [
                typeof(SiloOptions).Assembly.Location, "--clustering", "postgres", "--postgres", database, "--silo-name", $"silo-{number}",
                "--silo-port", "0", "--gateway-port", "0", "--port", "0",
            ])];
        }

        return
        [
            new("embedded node, memory", "Memory", [Node("--memory")]),
            new("one silo, memory", "Memory", await Silos(1)),
            new("three silos, memory", "Memory", await Silos(3)),
            new("embedded node, file", "File", [Node("--data-dir", data)]),
            new("one silo, PostgreSQL", "Postgres", await Silos(1)),
            new("three silos, PostgreSQL", "Postgres", await Silos(3)),
        ];
    }

    private static void Print(Dictionary<string, List<LoadResult>> results)
    {
        Console.WriteLine($"{Environment.ProcessorCount} cores, .NET {Environment.Version}, 1 KiB events, 64 clients; medians of {results.Values.First().Count} rounds");
        Console.WriteLine("| subject | published/s | delivered/s | of the node's | CPU µs/event | p50 ms | p99 ms |");
        Console.WriteLine("|---|---|---|---|---|---|---|");
        foreach (var (name, all) in results)
        {
            var node = results[name.Contains("memory", StringComparison.Ordinal) ? "embedded node, memory" : "embedded node, file"];
            var share = Median(all, result => result.Delivered) / Median(node, result => result.Delivered);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"| {name} | {Median(all, result => result.Published):F0} | {Median(all, result => result.Delivered):F0} | {share:F2} | "
                + $"{Median(all, result => result.CpuMicroseconds):F0} | {Median(all, result => result.P50):F1} | {Median(all, result => result.P99):F1} |"));
        }
    }

    private static double Median(List<LoadResult> all, Func<LoadResult, double> value) => all.Select(value).Order().ElementAt(all.Count / 2);
}
